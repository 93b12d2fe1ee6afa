#!/bin/bash
# What it starts fails.
# on: box
# breaks: 1.1.4
# checks: after-boot
printf '[Service]\nType=oneshot\nExecStart=false\n' >/etc/systemd/system/early.service
systemctl daemon-reload
systemctl restart early.timer
sleep 2
