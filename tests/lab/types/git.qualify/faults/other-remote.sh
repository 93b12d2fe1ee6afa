#!/bin/bash
# The remote is another.
# on: box
# breaks: 1.1.4
# checks: remote
git -C /srv/shop -c safe.directory=* config remote.origin.url /srv/else.git
