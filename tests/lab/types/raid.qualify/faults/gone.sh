#!/bin/bash
# The array is stopped.
# on: box
# breaks: 1.1.4
# checks: fast
mdadm --quiet --stop /dev/md0
