#!/bin/bash
# The job runs as somebody else.
# on: box
# checks: nightly
sed -i 's/  root  /  nina  /' /etc/cron.d/backup
