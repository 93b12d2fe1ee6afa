#!/bin/bash
# Another file system, without a label.
# on: box
# breaks: 1.1.4
# checks: data-part
umount /srv/data
mkfs.vfat /dev/vdb1 >/dev/null
mount /dev/vdb1 /srv/data
