#!/bin/bash
# Works until the next restart: the line is commented out.
# on: box
# breaks: 1.2.2
# checks: to-branch-after-boot
sed -i 's/^ *up ip route/#&/' /etc/network/interfaces.d/lan
