#!/bin/bash
# Nothing brings any of it at boot.
# on: box
# breaks: 1.1.4
# checks: partition file both
: >/etc/fstab
systemctl disable --quiet swapfile.swap
