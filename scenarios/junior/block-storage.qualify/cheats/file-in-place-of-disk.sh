#!/bin/bash
# The store's disk is a file on the server itself, found by its UUID all the same.
# on: server
# breaks: 2.3.2
# checks: block-remote
umount "$LABCHECK_PARAM_remote"
iscsiadm -m node -T "$LABCHECK_PARAM_target" --logout >/dev/null
modprobe loop
truncate -s 256M /srv/disk1.img
loop=$(losetup --find --show /srv/disk1.img)
mkfs.ext4 -q "$loop"
sed -i "s#^UUID=[^ ]* $LABCHECK_PARAM_remote #UUID=$(blkid -o value -s UUID "$loop") $LABCHECK_PARAM_remote #" /etc/fstab
systemctl daemon-reload
mount "$LABCHECK_PARAM_remote"
