#!/bin/bash
# Anybody may come.
# on: cache[0]
# breaks: 2.3.6
# checks: locked
redis-cli -a apple --no-auth-warning acl setuser default nopass >/dev/null
