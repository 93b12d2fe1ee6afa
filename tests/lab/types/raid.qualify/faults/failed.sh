#!/bin/bash
# A disk has failed, and another took its place.
# on: box
# breaks: 1.1.4
# checks: spare
mdadm --quiet /dev/md5 --fail /dev/vdb
mdadm --wait /dev/md5 || true
