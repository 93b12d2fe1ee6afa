#!/bin/bash
# What it starts is not there.
# on: box
# breaks: 1.1.4
# checks: starts-backup
systemctl stop backup.timer
rm /etc/systemd/system/backup.service
printf '[Timer]\nOnCalendar=*-*-* 2:30\nPersistent=yes\nUnit=other.service\n[Install]\nWantedBy=timers.target\n' >/etc/systemd/system/backup.timer
printf '[Service]\nType=oneshot\nExecStart=/usr/local/bin/other.sh\n' >/etc/systemd/system/other.service
systemctl daemon-reload
systemctl start backup.timer
