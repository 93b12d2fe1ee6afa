#!/bin/bash
# It won't start at boot.
# on: box
# breaks: 1.1.4
# checks: waits
systemctl disable --quiet backup.timer
systemctl start backup.timer
