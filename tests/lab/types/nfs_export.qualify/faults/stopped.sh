#!/bin/bash
# The server is stopped: nothing is exported.
# on: box
# breaks: 1.2.4
# checks: served nobody-else for-reading
systemctl stop nfs-server
