#!/bin/bash
# Two copies are kept, both of them by the first node.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-daemons dfs-copies
gluster --mode=script volume remove-brick "$LABCHECK_PARAM_volume" replica 1 \
  "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null
# A brick is added by way of a mount of the node's own.
gluster --mode=script volume set "$LABCHECK_PARAM_volume" auth.allow "*" >/dev/null
gluster --mode=script volume add-brick "$LABCHECK_PARAM_volume" replica 2 \
  "$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_brick-2" force >/dev/null
gluster --mode=script volume set "$LABCHECK_PARAM_volume" auth.allow \
  "$LABCHECK_HOST_desk_ADDRESS,$LABCHECK_HOST_client_ADDRESS" >/dev/null
