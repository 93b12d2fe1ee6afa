#!/bin/bash
# The job runs at another time.
# on: box
# checks: nightly
sed -i 's/^30 02/30 14/' /etc/cron.d/backup
