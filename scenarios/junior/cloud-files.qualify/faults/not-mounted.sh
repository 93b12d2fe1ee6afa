#!/bin/bash
# The volume is not mounted: files stay on the work machine.
# on: desk
# breaks: 2.3.4
# checks: dfs-mount dfs-copies
umount "$LABCHECK_PARAM_share"
