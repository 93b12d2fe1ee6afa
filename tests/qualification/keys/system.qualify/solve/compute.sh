#!/bin/bash
# Solves the role compute: takes the key in, leaves echo requests unanswered by a setting of the kernel.
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

useradd --create-home --shell /bin/bash "$LABCHECK_PARAM_user"
home=/home/$LABCHECK_PARAM_user
install -d -m 0700 -o "$LABCHECK_PARAM_user" -g "$LABCHECK_PARAM_user" "$home/.ssh"
# The controller hands its key over.
systemd-run --quiet --collect --unit=take-key --property=RuntimeMaxSec=300 \
  systemd-socket-activate --inetd -a -l 0.0.0.0:4000 \
  /bin/bash -c "read -r key && echo \"\$key\" >$home/.ssh/authorized_keys"

echo 'net.ipv4.icmp_echo_ignore_all = 1' >/etc/sysctl.d/60-echo.conf
sysctl -q -p /etc/sysctl.d/60-echo.conf
