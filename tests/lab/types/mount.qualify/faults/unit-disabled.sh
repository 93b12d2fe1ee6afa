#!/bin/bash
# The unit won't start.
# on: box
# checks: by-unit
systemctl disable --quiet srv-cache.mount
