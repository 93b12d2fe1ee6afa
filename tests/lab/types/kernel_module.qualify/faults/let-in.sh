#!/bin/bash
# The install line is gone.
# on: box
# checks: kept-out
sed -i /^install/d /etc/modprobe.d/usb.conf
