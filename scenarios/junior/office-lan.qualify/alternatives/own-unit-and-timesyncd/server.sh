#!/bin/bash
# Solves the role server with a unit of its own for the address and the gateway, and with systemd-timesyncd.
cat >/etc/systemd/system/lan.service <<UNIT
[Unit]
Description=The office's LAN
Before=network.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/ip link set eth1 up
ExecStart=/sbin/ip address replace $LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_prefix dev eth1
ExecStart=/sbin/ip route replace default via $LABCHECK_HOST_hub_ADDRESS
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now lan
printf 'domain %s\nnameserver %s\n' "$LABCHECK_PARAM_domain" "$LABCHECK_HOST_hub_ADDRESS" >/etc/resolv.conf
hostnamectl set-hostname "srv-$LABCHECK_PARAM_team"
echo "$LABCHECK_HOST_pc_ADDRESS pc-$LABCHECK_PARAM_team" >>/etc/hosts
dpkg --remove chrony >/dev/null 2>&1
dpkg --install /var/cache/packages/systemd-timesyncd_*.deb >/dev/null 2>&1
mkdir -p /etc/systemd/system/systemd-timesyncd.service.d
printf '[Unit]\nConditionVirtualization=\n' >/etc/systemd/system/systemd-timesyncd.service.d/lab.conf   # a lab's host is a container
printf '[Time]\nNTP=%s\nFallbackNTP=\nRootDistanceMaxSec=30\n' "$LABCHECK_HOST_hub_ADDRESS" >/etc/systemd/timesyncd.conf
systemctl daemon-reload
systemctl enable --quiet systemd-timesyncd
systemctl restart systemd-timesyncd
