#!/bin/bash
# It strikes at another time.
# on: box
# checks: nightly
sed -i 's/2:30/14:30/' /etc/systemd/system/backup.timer
systemctl daemon-reload
