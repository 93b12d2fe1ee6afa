#!/bin/bash
# The job runs as somebody else.
# on: box
# breaks: 1.1.4
# checks: nightly
sed -i 's/  root  /  nina  /' /etc/cron.d/backup
