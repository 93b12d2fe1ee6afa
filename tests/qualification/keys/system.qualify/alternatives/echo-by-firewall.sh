#!/bin/bash
# Echo requests are dropped by the firewall; the kernel setting is left alone.
# on: compute
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

cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority 0; policy accept;
    icmp type echo-request drop
  }
}
CONF
systemctl enable --quiet --now nftables
# A key that looks for the setting fails this right work.
if sysctl -n net.ipv4.icmp_echo_ignore_all | grep -x 1; then exit 1; fi
