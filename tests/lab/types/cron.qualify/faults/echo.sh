#!/bin/bash
# The job names the backup, but runs something else.
# on: box
# breaks: 1.1.4
# checks: nightly
sed -i 's/test -x.*/echo \/usr\/local\/bin\/backup.sh/' /etc/cron.d/backup
