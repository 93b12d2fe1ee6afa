#!/bin/bash
# Whoever may read may write, too.
# on: store
# breaks: 2.3.3
# checks: container shared
swift -A http://127.0.0.1:8080/auth/v1.0 -U exam:li -K li-secret post backups --write-acl 'exam:wang' >/dev/null
