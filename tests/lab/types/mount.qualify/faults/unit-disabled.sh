#!/bin/bash
# The unit won't start.
# on: box
# breaks: 1.1.4
# checks: by-unit
systemctl disable --quiet srv-cache.mount
