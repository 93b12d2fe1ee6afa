#!/bin/bash
# Something was left in the spool.
# on: box
# breaks: 1.1.4
# checks: spool
touch /srv/spool/job
