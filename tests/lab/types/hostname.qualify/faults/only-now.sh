#!/bin/bash
# The name is in force, but not written down.
# on: box
# breaks: 1.1.4
# checks: at-boot
echo other >/etc/hostname
