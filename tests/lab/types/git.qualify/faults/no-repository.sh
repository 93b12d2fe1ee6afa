#!/bin/bash
# The history was thrown away.
# on: box
# breaks: 1.1.4
# checks: history tidy release page remote
rm -r /srv/shop/.git
