#!/bin/bash
# The reader may write.
# on: cache[0]
# breaks: 2.3.6
# checks: reader
redis-cli -a apple --no-auth-warning acl setuser reader +@all >/dev/null
