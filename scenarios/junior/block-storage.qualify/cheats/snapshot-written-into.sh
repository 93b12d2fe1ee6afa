#!/bin/bash
# The snapshot was taken late, and the old word was written into it afterwards.
# on: server
# breaks: 2.3.2
# checks: block-snapshot
snapshot=$LABCHECK_PARAM_group/$LABCHECK_PARAM_snapshot
lvremove -q -y "$snapshot"
lvcreate -q -y -s -L 256M -n "$LABCHECK_PARAM_snapshot" "$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume"
sleep 1
mount "/dev/$snapshot" /mnt
echo "$LABCHECK_PARAM_first" >/mnt/state.txt
umount /mnt
