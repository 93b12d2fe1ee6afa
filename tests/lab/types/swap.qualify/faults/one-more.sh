#!/bin/bash
# One more is in use and written down.
# on: box
# breaks: 1.1.4
# checks: both none-elsewhere
swapon /dev/vdc
echo '/dev/vdc none swap defaults 0 0' >>/etc/fstab
