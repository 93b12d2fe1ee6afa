#!/bin/bash
# The sentinel watches nobody.
# on: cache[1]
# breaks: 2.3.6
# checks: watched
redis-cli -p 26379 sentinel remove shop >/dev/null
