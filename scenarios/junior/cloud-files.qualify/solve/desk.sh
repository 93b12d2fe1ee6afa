#!/bin/bash
# Solves the role desk: the volume is mounted, by either of the nodes, now and at every boot.
share=$LABCHECK_PARAM_share
mkdir -p "$share"
cat >/etc/systemd/system/share-ready.service <<END
[Unit]
Description=A node serves the shared volume
Wants=network-online.target
After=network-online.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'for i in \$\$(seq 90); do gluster --remote-host=$LABCHECK_HOST_node_0_ADDRESS system:: getspec $LABCHECK_PARAM_volume >/dev/null 2>&1 && exit; sleep 1; done'
END
sed -i "\| $share |d" /etc/fstab
echo "$LABCHECK_HOST_node_0_ADDRESS:/$LABCHECK_PARAM_volume $share glusterfs defaults,_netdev,backup-volfile-servers=$LABCHECK_HOST_node_1_ADDRESS,x-systemd.requires=share-ready.service,x-systemd.after=share-ready.service 0 0" >>/etc/fstab
systemctl daemon-reload
for _ in $(seq 90); do
  mountpoint -q "$share" && exit
  mount "$share" 2>/dev/null || sleep 1
done
mountpoint -q "$share"
