#!/bin/bash
# The array is stopped.
# on: box
# checks: fast
mdadm --quiet --stop /dev/md0
