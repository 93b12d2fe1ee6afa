#!/bin/bash
# The timer is not active.
# on: box
# breaks: 1.1.4
# checks: waits
systemctl stop backup.timer
