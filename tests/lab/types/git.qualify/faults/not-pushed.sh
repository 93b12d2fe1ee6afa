#!/bin/bash
# The last commit was not pushed.
# on: box
# breaks: 1.1.4
# checks: pushed
git -c safe.directory=* -C /srv/shop.git update-ref refs/heads/main main~1
