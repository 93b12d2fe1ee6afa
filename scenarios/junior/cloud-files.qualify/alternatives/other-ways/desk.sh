#!/bin/bash
# Mounted by a unit instead of a line in fstab, from whichever node answers.
share=$LABCHECK_PARAM_share
nodes=$LABCHECK_HOST_node_1_ADDRESS,$LABCHECK_HOST_node_0_ADDRESS
mkdir -p "$share"
unit=$(systemd-escape --path --suffix=mount "$share")
cat >"/etc/systemd/system/$unit" <<END
[Unit]
Wants=network-online.target
After=network-online.target share-ready.service
Requires=share-ready.service
[Mount]
What=$nodes:/$LABCHECK_PARAM_volume
Where=$share
Type=glusterfs
Options=defaults,_netdev
[Install]
WantedBy=multi-user.target
END
cat >/etc/systemd/system/share-ready.service <<END
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'for i in \$\$(seq 90); do gluster --remote-host=$LABCHECK_HOST_node_1_ADDRESS system:: getspec $LABCHECK_PARAM_volume >/dev/null 2>&1 && exit; sleep 1; done'
END
systemctl daemon-reload
systemctl enable --quiet "$unit"
for _ in $(seq 90); do
  systemctl start "$unit" 2>/dev/null && mountpoint -q "$share" && exit
  sleep 1
done
mountpoint -q "$share"
