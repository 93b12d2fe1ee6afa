#!/bin/bash
# Solves the role server: the local volume with its snapshot, then the disk from the store.
group=$LABCHECK_PARAM_group volume=$LABCHECK_PARAM_volume data=$LABCHECK_PARAM_data remote=$LABCHECK_PARAM_remote
device=/dev/$group/$volume
vgs "$group" >/dev/null 2>&1 || vgcreate -q -y "$group" /dev/vdb /dev/vdc
if ! lvs "$group/$volume" >/dev/null 2>&1; then
  lvcreate -q -y -L 600M -n "$volume" "$group"
  mkfs.ext4 -q "$device"
fi
written() { # DEVICE PLACE OPTIONS: an entry in the table
  sed -i "\\#[[:space:]]$2[[:space:]]#d" /etc/fstab
  echo "UUID=$(blkid -o value -s UUID "$1") $2 $(blkid -o value -s TYPE "$1") $3 0 2" >>/etc/fstab
  systemctl daemon-reload
  mkdir -p "$2"
  mountpoint -q "$2" || mount "$2"
}
# Disks of an emulated machine may take long to show up.
written "$device" "$data" defaults,x-systemd.device-timeout=600s
# The origin of a snapshot can't grow.
[ "$(lvs --noheadings --nosuffix --units b -o lv_size "$group/$volume" | tr -d ' ')" = 1342177280 ] ||
  lvextend -q -r -L 1280M "$group/$volume"
if ! lvs "$group/$LABCHECK_PARAM_snapshot" >/dev/null 2>&1; then
  echo "$LABCHECK_PARAM_first" >"$data/state.txt"
  sync
  lvcreate -q -y -s -L 256M -n "$LABCHECK_PARAM_snapshot" "$group/$volume"
fi
echo "$LABCHECK_PARAM_second" >"$data/state.txt"

# The order of roles is nobody's promise: the target may come a little later.
for _ in $(seq 60); do
  iscsiadm -m discovery -t sendtargets -p "$LABCHECK_HOST_store_ADDRESS" >/dev/null 2>&1 && break
  sleep 1
done
node() { iscsiadm -m node -T "$LABCHECK_PARAM_target" -p "$LABCHECK_HOST_store_ADDRESS" "$@" >/dev/null; }
node -o update -n node.session.auth.authmethod -v CHAP
node -o update -n node.session.auth.username -v lab
node -o update -n node.session.auth.password -v "$LABCHECK_PARAM_chap_password"
node -o update -n node.startup -v automatic
iscsiadm -m session 2>/dev/null | grep -qF "$LABCHECK_PARAM_target" || node --login
systemctl enable --quiet open-iscsi iscsid
disk=$(echo /dev/disk/by-path/*"$LABCHECK_PARAM_target-lun-1")
for _ in $(seq 60); do
  [ -b "$disk" ] && break
  sleep 1
  disk=$(echo /dev/disk/by-path/*"$LABCHECK_PARAM_target-lun-1")
done
blkid "$disk" >/dev/null || mkfs.ext4 -q "$disk"
written "$disk" "$remote" _netdev,x-systemd.device-timeout=600s
