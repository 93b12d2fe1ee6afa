#!/bin/bash
# Solves the role node: both nodes serve a brick; the first one makes the volume of them.
volume=$LABCHECK_PARAM_volume
mkdir -p "$LABCHECK_PARAM_brick"
systemctl enable --quiet --now glusterd
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_0_ADDRESS" ] || exit 0
for _ in $(seq 60); do
  gluster peer probe "$LABCHECK_HOST_node_1_ADDRESS" >/dev/null 2>&1 && break
  sleep 1
done
for _ in $(seq 60); do
  gluster pool list | awk -v node="$LABCHECK_HOST_node_1_ADDRESS" '$2 == node && /Connected/ { found = 1 } END { exit !found }' && break
  sleep 1
done
gluster volume info "$volume" >/dev/null 2>&1 ||
  gluster --mode=script volume create "$volume" replica 2 "$LABCHECK_HOST_node_0_ADDRESS:$LABCHECK_PARAM_brick" \
    "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null
gluster volume set "$volume" auth.allow "$LABCHECK_HOST_desk_ADDRESS,$LABCHECK_HOST_client_ADDRESS" >/dev/null
gluster volume start "$volume" >/dev/null 2>&1 || gluster volume start "$volume" force >/dev/null
