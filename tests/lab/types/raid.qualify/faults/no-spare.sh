#!/bin/bash
# Nothing stands by.
# on: box
# breaks: 1.1.4
# checks: spare
mdadm --quiet /dev/md5 --remove /dev/vde
