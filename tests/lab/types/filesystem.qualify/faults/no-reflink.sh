#!/bin/bash
# Made without reflinks.
# on: box
# breaks: 1.1.4
# checks: xfs
mkfs.xfs -q -f -m reflink=0 /dev/vdc
