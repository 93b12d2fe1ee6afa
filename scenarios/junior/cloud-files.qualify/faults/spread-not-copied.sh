#!/bin/bash
# The volume spreads files over both nodes: each file is on one of them only.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-volume dfs-copies
volume=$LABCHECK_PARAM_volume
gluster --mode=script volume remove-brick "$volume" replica 1 "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null
gluster --mode=script volume add-brick "$volume" "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick-new" force >/dev/null
