#!/bin/bash
# Somebody else says so.
# on: box
# breaks: 1.1.4
# checks: ready
journalctl --quiet --rotate
# Not --vacuum-time: it leaves what is younger than a second.
find /var/log/journal /run/log/journal -name '*@*.journal' -delete 2>/dev/null || true
logger -t shop ready on port 8080
journalctl --sync
