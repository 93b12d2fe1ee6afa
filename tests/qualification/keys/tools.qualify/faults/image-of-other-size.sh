#!/bin/bash
# The disk is a tenth of the planned one; the image takes the same room.
# on: work
# breaks: 2.1.3
# checks: image-of-its-format
room=$(du -k /srv/disk.qcow2 | cut -f1)
rm /srv/disk.qcow2
qemu-img create -q -f qcow2 /srv/disk.qcow2 "$((LABCHECK_PARAM_bytes / 10))"
# The published key asks for the room on disk.
[ "$(du -k /srv/disk.qcow2 | cut -f1)" = "$room" ]
