#!/bin/bash
# The job runs at another time.
# on: box
# breaks: 1.1.4
# checks: nightly
sed -i 's/^30 02/30 14/' /etc/cron.d/backup
