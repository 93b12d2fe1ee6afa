#!/bin/bash
# Solves the role pc in the main file of ifupdown, with the route as a command, and names by the file that both share.
cat >>/etc/network/interfaces <<CONF
allow-hotplug eth1
auto eth1
iface eth1 inet static
    address $LABCHECK_SELF_ADDRESS
    netmask 255.255.255.0
    up ip route replace default via $LABCHECK_HOST_hub_ADDRESS dev eth1
CONF
ifup eth1
printf 'nameserver %s\nsearch %s\noptions timeout:2\n' "$LABCHECK_HOST_hub_ADDRESS" "$LABCHECK_PARAM_domain" >/etc/resolv.conf
hostname "pc-$LABCHECK_PARAM_team"
hostname >/etc/hostname
sed -i "1i $LABCHECK_HOST_server_ADDRESS\tsrv-$LABCHECK_PARAM_team.$LABCHECK_PARAM_domain srv-$LABCHECK_PARAM_team" /etc/hosts
printf 'server %s iburst minpoll 2 maxpoll 4\nmaxdistance 16\n' "$LABCHECK_HOST_hub_ADDRESS" >/etc/chrony/chrony.conf
# In a lab all hosts have one clock, which is nobody's to set (-x), and the confinement of Debian's unit closes /dev/null.
cat >/etc/systemd/system/chrony.service <<'UNIT'
[Service]
Type=forking
ExecStart=/usr/sbin/chronyd -x -u root
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet chrony
systemctl restart chrony
