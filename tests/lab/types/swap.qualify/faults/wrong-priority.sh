#!/bin/bash
# Another priority.
# on: box
# checks: partition
swapoff /dev/vdb
swapon -p 1 /dev/vdb
