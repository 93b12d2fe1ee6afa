#!/bin/bash
# The folder lies on the root file system.
# on: box
# breaks: 1.1.4
# checks: room inodes
umount /srv/data
mkdir -p /srv/data/files
head -c 2000000 /dev/urandom >/srv/data/files/cache
