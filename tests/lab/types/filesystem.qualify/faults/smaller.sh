#!/bin/bash
# It doesn't fill its disk.
# on: box
# breaks: 1.1.4
# checks: ext4
umount /srv/web
e2fsck -fp /dev/vdb >/dev/null || true
resize2fs /dev/vdb 128M >/dev/null 2>&1
mount /dev/vdb /srv/web
