#!/bin/bash
# The interface isn't brought up at boot, so neither is its route.
# on: box
# breaks: 1.2.2
# checks: to-branch-after-boot
sed -i '/^auto/d' /etc/network/interfaces.d/lan
