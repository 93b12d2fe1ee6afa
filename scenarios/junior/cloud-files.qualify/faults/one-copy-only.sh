#!/bin/bash
# The second node's brick was taken out of the volume.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-volume dfs-copies
gluster --mode=script volume remove-brick "$LABCHECK_PARAM_volume" replica 1 \
  "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null
