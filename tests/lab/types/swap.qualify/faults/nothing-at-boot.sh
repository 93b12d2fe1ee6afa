#!/bin/bash
# Nothing brings any of it at boot.
# on: box
# checks: partition file both
: >/etc/fstab
systemctl disable --quiet swapfile.swap
