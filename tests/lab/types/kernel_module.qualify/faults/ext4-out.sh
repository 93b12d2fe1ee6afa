#!/bin/bash
# ext4 is blacklisted.
# on: box
# breaks: 1.1.4
# checks: part-of-kernel
echo 'blacklist ext4' >/etc/modprobe.d/no-ext4.conf
