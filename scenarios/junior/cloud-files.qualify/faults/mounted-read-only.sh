#!/bin/bash
# The work machine can read the volume, not write to it.
# on: desk
# breaks: 2.3.4
# checks: dfs-mount dfs-copies
umount "$LABCHECK_PARAM_share"
mount -t glusterfs -o ro "$LABCHECK_HOST_node_0_ADDRESS:/$LABCHECK_PARAM_volume" "$LABCHECK_PARAM_share"
