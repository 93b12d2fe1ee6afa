#!/bin/bash
# A full cache takes nothing more.
# on: cache[0]
# breaks: 2.3.6
# checks: policy
redis-cli -a apple --no-auth-warning config set maxmemory-policy noeviction >/dev/null
