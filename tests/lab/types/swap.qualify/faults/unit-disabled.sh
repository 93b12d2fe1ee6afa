#!/bin/bash
# The unit won't start.
# on: box
# breaks: 1.1.4
# checks: file
systemctl disable --quiet swapfile.swap
