#!/bin/bash
# A plain file stands in the device's place.
# on: box
# breaks: 1.1.4
# checks: loop
losetup -d /dev/loop0
rm /dev/loop0
truncate -s 16M /dev/loop0
