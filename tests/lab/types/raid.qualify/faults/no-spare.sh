#!/bin/bash
# Nothing stands by.
# on: box
# checks: spare
mdadm --quiet /dev/md5 --remove /dev/vde
