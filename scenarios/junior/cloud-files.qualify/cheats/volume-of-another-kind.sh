#!/bin/bash
# The work machine mounts another volume, one copy of which is kept by the first node alone.
# on: node[0] desk
# breaks: 2.3.4
# checks: dfs-copies
volume=$LABCHECK_PARAM_volume
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_0_ADDRESS" ]; then
  mkdir -p /srv/other
  gluster --mode=script volume create "other$volume" "$LABCHECK_SELF_ADDRESS:/srv/other" force >/dev/null
  gluster --mode=script volume start "other$volume" >/dev/null
else
  umount "$LABCHECK_PARAM_share"
  for _ in $(seq 30); do
    mount -t glusterfs "$LABCHECK_HOST_node_0_ADDRESS:/other$volume" "$LABCHECK_PARAM_share" 2>/dev/null && exit
    sleep 1
  done
  exit 1
fi
