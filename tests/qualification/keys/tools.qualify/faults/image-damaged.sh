#!/bin/bash
# The head is in order, the tables behind it are not.
# on: work
# breaks: 2.1.3
# checks: image-sound
dd if=/dev/urandom of=/srv/disk.qcow2 bs=64k seek=1 count=1 conv=notrunc status=none
# A key that looks for the name.
ls /srv | grep qcow2
