#!/bin/bash
# Eleven jobs wait.
# on: box
# checks: own
touch /var/spool/shop/job{1..11}
