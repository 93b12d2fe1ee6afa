#!/bin/bash
# The swap partition is gone.
# on: box
# checks: disk swap-part
parted -s /dev/vdb rm 2
udevadm settle
