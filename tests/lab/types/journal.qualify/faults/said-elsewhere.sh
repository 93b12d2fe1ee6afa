#!/bin/bash
# Somebody else says so.
# on: box
# breaks: 1.1.4
# checks: ready
journalctl --quiet --rotate
journalctl --quiet --vacuum-time=1s
logger -t shop ready on port 8080
journalctl --sync
