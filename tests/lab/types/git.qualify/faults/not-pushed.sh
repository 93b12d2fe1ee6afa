#!/bin/bash
# The last commit was not pushed.
# on: box
# checks: pushed
git -c safe.directory=* -C /srv/shop.git update-ref refs/heads/main main~1
