#!/bin/bash
# The cache has grown.
# on: box
# breaks: 1.1.4
# checks: cache
head -c 5000000 /dev/zero >/srv/data/files/more
