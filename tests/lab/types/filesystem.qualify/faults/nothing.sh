#!/bin/bash
# No file system at all.
# on: box
# checks: xfs
wipefs -q -a /dev/vdc
