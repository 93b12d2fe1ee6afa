#!/bin/bash
# A packet filter on both nodes, which answers nothing, keeps other machines out; the volume itself knows no list.
volume=$LABCHECK_PARAM_volume
mkdir -p "$LABCHECK_PARAM_brick"
cat >/etc/nftables.conf <<END
#!/usr/sbin/nft -f
flush ruleset
table inet node {
  chain input {
    type filter hook input priority 0;
    iifname "lo" accept
    ct state established,related accept
    ip saddr { $LABCHECK_HOST_node_0_ADDRESS, $LABCHECK_HOST_node_1_ADDRESS, $LABCHECK_HOST_desk_ADDRESS, $LABCHECK_HOST_client_ADDRESS } accept
    tcp dport { 24007, 24008, 49152-65535 } drop
  }
}
END
systemctl enable --quiet nftables
systemctl restart nftables
systemctl enable --quiet --now glusterd
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_node_0_ADDRESS" ] || exit 0
for _ in $(seq 60); do
  gluster peer probe "$LABCHECK_HOST_node_1_ADDRESS" >/dev/null 2>&1 && break
  sleep 1
done
for _ in $(seq 60); do
  gluster --mode=script volume create "$volume" replica 2 "$LABCHECK_HOST_node_0_ADDRESS:$LABCHECK_PARAM_brick" \
    "$LABCHECK_HOST_node_1_ADDRESS:$LABCHECK_PARAM_brick" force >/dev/null 2>&1 && break
  sleep 1
done
gluster volume start "$volume" >/dev/null
