#!/bin/bash
# The second node makes the pool and the volume, its own brick first; who isn't let in is kept out by number.
volume=$LABCHECK_PARAM_volume
mkdir -p "$LABCHECK_PARAM_brick"
systemctl enable --quiet --now glusterd
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_1_ADDRESS" ] || exit 0
for _ in $(seq 60); do
  gluster peer probe "$LABCHECK_HOST_node_0_ADDRESS" >/dev/null 2>&1 && break
  sleep 1
done
for _ in $(seq 60); do
  gluster --mode=script volume create "$volume" replica 2 transport tcp "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" \
    "$LABCHECK_HOST_node_0_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null 2>&1 && break
  sleep 1
done
gluster volume set "$volume" auth.allow "$LABCHECK_HOST_client_ADDRESS,$LABCHECK_HOST_desk_ADDRESS" >/dev/null
gluster volume set "$volume" network.ping-timeout 10 >/dev/null
gluster volume start "$volume" >/dev/null
