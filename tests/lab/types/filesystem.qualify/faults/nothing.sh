#!/bin/bash
# No file system at all.
# on: box
# breaks: 1.1.4
# checks: xfs
wipefs -q -a /dev/vdc
