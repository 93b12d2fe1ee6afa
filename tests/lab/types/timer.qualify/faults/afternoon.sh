#!/bin/bash
# It strikes at another time.
# on: box
# breaks: 1.1.4
# checks: nightly
sed -i 's/2:30/14:30/' /etc/systemd/system/backup.timer
systemctl daemon-reload
