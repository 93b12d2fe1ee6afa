#!/bin/bash
# The name is in force, but not written down.
# on: box
# checks: at-boot
echo other >/etc/hostname
