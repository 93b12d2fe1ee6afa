#!/bin/bash
# Replies don't wait for the disk.
# on: box
# breaks: 1.2.4
# checks: written-down
sed -i 's/rw,sync/rw,async/' /etc/exports
