#!/bin/bash
# Eleven jobs wait.
# on: box
# breaks: 1.1.4
# checks: own
touch /var/spool/shop/job{1..11}
