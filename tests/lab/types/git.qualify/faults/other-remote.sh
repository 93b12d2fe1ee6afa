#!/bin/bash
# The remote is another.
# on: box
# checks: remote
git -C /srv/shop -c safe.directory=* config remote.origin.url /srv/else.git
