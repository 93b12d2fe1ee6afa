#!/bin/bash
# The sentinel watches nobody.
# on: cache[1]
# checks: watched
redis-cli -p 26379 sentinel remove shop >/dev/null
