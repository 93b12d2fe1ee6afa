#!/bin/bash
# A later file has the last word at boot.
# on: box
# breaks: 1.1.4
# checks: forwards-after-boot
echo 'net.ipv4.ip_forward=0' >/etc/sysctl.d/99-other.conf
