#!/bin/bash
# The old database goes on taking what is written.
# on: old
# breaks: 3.3.1
# checks: move-old-closed
systemctl start mariadb
