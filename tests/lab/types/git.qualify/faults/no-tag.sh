#!/bin/bash
# The release is not tagged.
# on: box
# breaks: 1.1.4
# checks: release
git -c safe.directory=* -C /srv/shop tag -d v1.0
