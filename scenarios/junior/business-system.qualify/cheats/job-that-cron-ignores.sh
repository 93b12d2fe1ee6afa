#!/bin/bash
# The nightly job stands in a file that cron takes no notice of, by its name.
# on: db
# breaks: 1.2.3
# checks: db-dump-nightly
mv /etc/cron.d/backup-board /etc/cron.d/backup-board.cron
