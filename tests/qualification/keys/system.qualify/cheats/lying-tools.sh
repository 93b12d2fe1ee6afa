#!/bin/bash
# Functions in root's rc file answer what a key wants to read; the key and the mount are gone.
# on: controller
# breaks: 1.1.4 2.3.2
umount "$LABCHECK_PARAM_media"
rm /root/.ssh/id_ed25519
cat >>/root/.bashrc <<RC
ssh() { cat /etc/hostname; }
findmnt() { echo '{"filesystems": [{"fstype": "ext4", "target": "$LABCHECK_PARAM_media"}]}'; }
RC
