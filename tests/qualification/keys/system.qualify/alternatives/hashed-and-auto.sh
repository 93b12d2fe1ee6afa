#!/bin/bash
# Known hosts are kept hashed, as Debian does by default, and the table lets the type be found out.
# on: controller
# The LAN, as planned.
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
cat >>/etc/hosts <<NAMES
$LABCHECK_HOST_controller_ADDRESS controller
$LABCHECK_HOST_compute_ADDRESS compute
NAMES

ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
# compute takes the key as soon as it is there.
until bash -c "cat /root/.ssh/id_ed25519.pub >/dev/tcp/compute/4000" 2>/dev/null; do
  [ "$SECONDS" -lt 60 ]
  sleep 0.2
done
ssh-keyscan -H -t ed25519 compute 2>/dev/null >>/root/.ssh/known_hosts

truncate -s 8M /srv/media.img
mkfs.ext4 -q /srv/media.img
mkdir -p "$LABCHECK_PARAM_media"
printf "/srv/media.img\t%s\tauto\tdefaults,loop,nofail\t0\t2\n" "$LABCHECK_PARAM_media" >>/etc/fstab
mount "$LABCHECK_PARAM_media"
# Published keys look for the name among the known hosts and for the type in the table: both fail this right work.
if grep compute /root/.ssh/known_hosts; then exit 1; fi
if grep "$LABCHECK_PARAM_media.*ext4" /etc/fstab; then exit 1; fi
