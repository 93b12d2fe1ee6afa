#!/bin/bash
# The snapshot is a volume of its own with the old file in it.
# on: server
# breaks: 2.3.2
# checks: block-snapshot
snapshot=$LABCHECK_PARAM_group/$LABCHECK_PARAM_snapshot
lvremove -q -y "$snapshot"
lvcreate -q -y -L 256M -n "$LABCHECK_PARAM_snapshot" "$LABCHECK_PARAM_group"
mkfs.ext4 -q "/dev/$snapshot"
mount "/dev/$snapshot" /mnt
echo "$LABCHECK_PARAM_first" >/mnt/state.txt
umount /mnt
