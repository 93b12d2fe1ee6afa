#!/bin/bash
# Switched off at boot.
# on: box
# checks: at-boot
ln -s /etc/apparmor.d/worker /etc/apparmor.d/disable/worker
