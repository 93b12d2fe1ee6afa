#!/bin/bash
# Made without reflinks.
# on: box
# checks: xfs
mkfs.xfs -q -f -m reflink=0 /dev/vdc
