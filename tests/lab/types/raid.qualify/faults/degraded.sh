#!/bin/bash
# A disk is missing.
# on: box
# breaks: 1.1.4
# checks: array spare
mdadm --quiet /dev/md5 --remove /dev/vde
mdadm --quiet /dev/md5 --fail /dev/vdb
mdadm --quiet /dev/md5 --remove /dev/vdb
