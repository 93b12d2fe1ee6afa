#!/bin/bash
# Something else lies under the dump's name.
# on: store
# breaks: 2.3.3
# checks: readable shared
printf 'no dump!\n' >/tmp/other
swift -A http://127.0.0.1:8080/auth/v1.0 -U exam:li -K li-secret upload backups /tmp/other --object-name '2024/db 1.sql' --header 'X-Object-Meta-Host: db1' >/dev/null
