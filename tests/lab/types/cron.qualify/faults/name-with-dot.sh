#!/bin/bash
# cron skips files with a dot in their names.
# on: box
# breaks: 1.1.4
# checks: nightly nothing-ignored
mv /etc/cron.d/backup /etc/cron.d/backup.cron
