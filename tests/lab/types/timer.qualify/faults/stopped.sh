#!/bin/bash
# The timer is not active.
# on: box
# checks: waits
systemctl stop backup.timer
