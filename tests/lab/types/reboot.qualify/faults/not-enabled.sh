#!/bin/bash
# The service runs, and was never enabled.
# on: box
# checks: again
systemctl disable --quiet survivor
