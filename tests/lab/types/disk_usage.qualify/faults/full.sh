#!/bin/bash
# The file system runs full.
# on: box
# checks: room
head -c 60000000 /dev/zero >/srv/data/other
