#!/bin/bash
# Another priority.
# on: box
# breaks: 1.1.4
# checks: partition
swapoff /dev/vdb
swapon -p 1 /dev/vdb
