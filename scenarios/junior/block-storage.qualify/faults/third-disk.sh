#!/bin/bash
# The group lies on a file too.
# on: server
# breaks: 2.3.2
# checks: block-disks
modprobe loop
truncate -s 256M /srv/third.img
vgextend -q -y "$LABCHECK_PARAM_group" "$(losetup --find --show /srv/third.img)"
