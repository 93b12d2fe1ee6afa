#!/bin/bash
# Something was left in the spool.
# on: box
# checks: spool
touch /srv/spool/job
