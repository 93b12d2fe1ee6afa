#!/bin/bash
# All disks are given to it, and no room is left.
# on: box
# breaks: 1.1.4
# checks: free-disk group
vgextend -q -y data /dev/vdd
