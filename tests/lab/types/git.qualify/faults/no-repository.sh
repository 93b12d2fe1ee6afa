#!/bin/bash
# The history was thrown away.
# on: box
# checks: history tidy release page remote
rm -r /srv/shop/.git
