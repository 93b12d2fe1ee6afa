#!/bin/bash
# cron ignores a table that others may write.
# on: box
# breaks: 1.1.4
# checks: nightly nothing-ignored
chmod 666 /etc/cron.d/backup
