#!/bin/bash
# Switched off at boot.
# on: box
# breaks: 1.1.4
# checks: at-boot
ln -s /etc/apparmor.d/worker /etc/apparmor.d/disable/worker
