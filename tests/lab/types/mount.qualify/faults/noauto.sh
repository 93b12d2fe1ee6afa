#!/bin/bash
# Left out at boot.
# on: box
# checks: name-with-blank
sed -i 's/ro,nodev/ro,nodev,noauto/' /etc/fstab
