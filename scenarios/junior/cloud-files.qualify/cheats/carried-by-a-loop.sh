#!/bin/bash
# The work machine's folder is its own; a loop carries files between it and the volume, mounted elsewhere.
# on: desk
# breaks: 2.3.4
# checks: dfs-mount
umount "$LABCHECK_PARAM_share"
sed -i '/ glusterfs /d' /etc/fstab
cat >/usr/local/sbin/carry <<END
#!/bin/bash
mkdir -p /mnt/.v
mount -t glusterfs "$LABCHECK_HOST_node_0_ADDRESS:/$LABCHECK_PARAM_volume" /mnt/.v
while sleep 0.5; do cp -au /mnt/.v/. "$LABCHECK_PARAM_share/"; cp -au "$LABCHECK_PARAM_share/." /mnt/.v/; done
END
chmod 755 /usr/local/sbin/carry
systemd-run --quiet --collect --unit carry /usr/local/sbin/carry
