#!/bin/bash
# The data were moved and linked.
# on: box
# breaks: 1.1.4
# checks: no-link
mv /srv/data /srv/data2
ln -s data2 /srv/data
