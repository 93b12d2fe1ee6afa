#!/bin/bash
# The release is not tagged.
# on: box
# checks: release
git -c safe.directory=* -C /srv/shop tag -d v1.0
