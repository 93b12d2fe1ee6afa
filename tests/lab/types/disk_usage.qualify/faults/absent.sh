#!/bin/bash
# There is no such folder.
# on: box
# checks: room cache
rm -r /srv/data/files
