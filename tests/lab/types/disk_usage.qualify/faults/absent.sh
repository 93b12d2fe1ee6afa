#!/bin/bash
# There is no such folder.
# on: box
# breaks: 1.1.4
# checks: room cache
rm -r /srv/data/files
