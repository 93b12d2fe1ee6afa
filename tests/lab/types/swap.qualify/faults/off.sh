#!/bin/bash
# Written down, but not in use.
# on: box
# checks: partition both
swapoff /dev/vdb
