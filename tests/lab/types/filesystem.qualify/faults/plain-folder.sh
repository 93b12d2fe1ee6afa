#!/bin/bash
# The folder lies on the system's disk.
# on: box
# breaks: 1.1.4
# checks: ext4 by-path
umount /srv/web
mkdir -p /srv/web/html
