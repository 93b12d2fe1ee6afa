#!/bin/bash
# The service runs, and was never enabled.
# on: box
# breaks: 1.1.4
# checks: again
systemctl disable --quiet survivor
