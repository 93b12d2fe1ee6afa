#!/bin/bash
# Nobody else may read.
# on: store
# breaks: 2.3.3
# checks: container shared
swift -A http://127.0.0.1:8080/auth/v1.0 -U exam:li -K li-secret post backups --read-acl '' >/dev/null
