#!/bin/bash
# xfs on both; by-uuid names; a unit mounts the store's disk.
# on: server
group=$LABCHECK_PARAM_group volume=$LABCHECK_PARAM_volume data=$LABCHECK_PARAM_data remote=$LABCHECK_PARAM_remote
pvcreate -q -y /dev/vdb /dev/vdc
vgcreate -q "$group" /dev/vdb /dev/vdc
lvcreate -q -y -l 150 -n "$volume" "$group" /dev/vdc
mkfs.xfs -q "/dev/$group/$volume"
echo "/dev/disk/by-uuid/$(blkid -o value -s UUID "/dev/$group/$volume") $data xfs noatime,nofail,x-systemd.device-timeout=600s 0 0" >>/etc/fstab
systemctl daemon-reload
mkdir -p "$data" "$remote"
mount "$data"
lvextend -q -l +170 "$group/$volume"
xfs_growfs "$data" >/dev/null
printf %s "$LABCHECK_PARAM_first" >"$data/state.txt"
lvcreate -q -y -s -l 40 -n "$LABCHECK_PARAM_snapshot" "$group/$volume"
printf %s "$LABCHECK_PARAM_second" >"$data/state.txt"

# Nodes that are discovered take all of it.
cat >>/etc/iscsi/iscsid.conf <<CONF
node.startup = automatic
node.session.auth.authmethod = CHAP
node.session.auth.username = lab
node.session.auth.password = $LABCHECK_PARAM_chap_password
CONF
for _ in $(seq 120); do
  iscsiadm -m discovery -t sendtargets -p "$LABCHECK_HOST_store_ADDRESS" >/dev/null 2>&1 && break
  sleep 1
done
iscsiadm -m node -T "$LABCHECK_PARAM_target" --login >/dev/null
disk=/dev/disk/by-path/ip-$LABCHECK_HOST_store_ADDRESS:3260-iscsi-$LABCHECK_PARAM_target-lun-1
for _ in $(seq 60); do
  [ -b "$disk" ] && break
  sleep 1
done
mkfs.ext4 -q "$disk"
cat >"/etc/systemd/system/$(systemd-escape -p --suffix=mount "$remote")" <<UNIT
[Unit]
Description=The store's disk
[Mount]
What=/dev/disk/by-uuid/$(blkid -o value -s UUID "$disk")
Where=$remote
Type=ext4
Options=_netdev
[Install]
WantedBy=remote-fs.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now "$(systemd-escape -p --suffix=mount "$remote")"
systemctl enable --quiet open-iscsi iscsid
