#!/bin/bash
# The install line is gone.
# on: box
# breaks: 1.1.4
# checks: kept-out
sed -i /^install/d /etc/modprobe.d/usb.conf
