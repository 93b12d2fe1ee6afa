#!/bin/bash
# A raw image with the ending of another format and the same room on disk.
# on: work
# breaks: 2.1.3
# checks: image-of-its-format
room=$(du -k /srv/disk.qcow2 | cut -f1)
rm /srv/disk.qcow2
head -c "${room}K" /dev/urandom >/srv/disk.qcow2
truncate -s "$LABCHECK_PARAM_bytes" /srv/disk.qcow2
# The published key asks for the room on disk.
[ "$(du -k /srv/disk.qcow2 | cut -f1)" = "$room" ]
