#!/bin/bash
# The replica goes its own way.
# on: cache[1]
# breaks: 2.3.6
# checks: replicates replica-is-read-only watched
systemctl stop redis-sentinel
redis-cli -a apple --no-auth-warning replicaof no one >/dev/null
