#!/bin/bash
# The swap partition is gone.
# on: box
# breaks: 1.1.4
# checks: disk swap-part
parted -s /dev/vdb rm 2
udevadm settle
