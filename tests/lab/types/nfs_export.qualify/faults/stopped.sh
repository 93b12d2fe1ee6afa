#!/bin/bash
# The server is stopped: nothing is exported.
# on: box
# checks: served nobody-else for-reading
systemctl stop nfs-server
