#!/bin/bash
# The unit won't start.
# on: box
# checks: file
systemctl disable --quiet swapfile.swap
