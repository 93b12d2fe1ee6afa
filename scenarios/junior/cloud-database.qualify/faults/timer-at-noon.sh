#!/bin/bash
# The dump is made at noon, not at night.
# on: db
# breaks: 2.3.1
# checks: db-dump-timer
sed -i 's/^OnCalendar=.*/OnCalendar=12:30/' /etc/systemd/system/db-dump.timer
systemctl daemon-reload
systemctl restart db-dump.timer
