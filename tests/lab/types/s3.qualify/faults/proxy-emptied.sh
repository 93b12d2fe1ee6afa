#!/bin/bash
# The dump is gone from Swift.
# on: swift
# breaks: 2.3.3
# checks: proxy-listed
swift -A http://127.0.0.1:8080/auth/v1.0 -U exam:li -K li-secret delete backups '2024/db 1.sql' >/dev/null
