#!/bin/bash
# A file stands where the folder belongs.
# on: box
# checks: shared contents
rm -r /srv/project
touch /srv/project
