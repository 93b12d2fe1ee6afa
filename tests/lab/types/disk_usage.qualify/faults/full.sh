#!/bin/bash
# The file system runs full.
# on: box
# breaks: 1.1.4
# checks: room
head -c 60000000 /dev/zero >/srv/data/other
