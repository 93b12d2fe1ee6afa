#!/bin/bash
# Replies don't wait for the disk.
# on: box
# checks: written-down
sed -i 's/rw,sync/rw,async/' /etc/exports
