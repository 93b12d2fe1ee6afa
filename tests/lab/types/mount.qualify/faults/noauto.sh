#!/bin/bash
# Left out at boot.
# on: box
# breaks: 1.1.4
# checks: name-with-blank
sed -i 's/ro,nodev/ro,nodev,noauto/' /etc/fstab
