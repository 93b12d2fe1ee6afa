#!/bin/bash
# The cache has grown.
# on: box
# checks: cache
head -c 5000000 /dev/zero >/srv/data/files/more
