#!/bin/bash
# Somebody else says so.
# on: box
# checks: ready
journalctl --quiet --rotate
journalctl --quiet --vacuum-time=1s
logger -t shop ready on port 8080
journalctl --sync
