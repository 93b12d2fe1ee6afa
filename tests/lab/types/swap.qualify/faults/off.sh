#!/bin/bash
# Written down, but not in use.
# on: box
# breaks: 1.1.4
# checks: partition both
swapoff /dev/vdb
