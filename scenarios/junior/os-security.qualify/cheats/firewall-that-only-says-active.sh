#!/bin/bash
# A unit of the firewall's name says active and enabled, and filters nothing.
# on: server
# breaks: 1.1.4
# checks: firewall
nft flush ruleset
cat >/etc/systemd/system/nftables.service <<UNIT
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/true
[Install]
WantedBy=sysinit.target
UNIT
systemctl daemon-reload
systemctl reenable --quiet nftables
systemctl restart nftables
