#!/bin/bash
# cron ignores a table that others may write.
# on: box
# checks: nightly nothing-ignored
chmod 666 /etc/cron.d/backup
