#!/bin/bash
# A file stands where the folder belongs.
# on: box
# breaks: 1.1.4
# checks: shared contents
rm -r /srv/project
touch /srv/project
