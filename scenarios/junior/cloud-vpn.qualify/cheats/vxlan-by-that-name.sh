#!/bin/bash
# wg0 is no WireGuard but a tunnel without encryption.
# on: hq branch
# breaks: 2.2.4
# checks: vpn-established vpn-unreadable
systemctl stop wg-quick@wg0
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_hq_ADDRESS" ]; then
  own=$LABCHECK_PARAM_hq_net.1 other=$LABCHECK_PARAM_branch_net.0/24 them=$LABCHECK_HOST_branch_ADDRESS
else
  own=$LABCHECK_PARAM_branch_net.1 other=$LABCHECK_PARAM_hq_net.0/24 them=$LABCHECK_HOST_hq_ADDRESS
fi
cat >/etc/systemd/system/wg-quick@wg0.service <<END
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/ip link add wg0 type vxlan id 7 remote $them dstport $LABCHECK_PARAM_wg_port dev $LABCHECK_PARAM_lan_interface
ExecStart=/sbin/ip link set wg0 up
ExecStart=/sbin/ip route replace $other dev wg0 src $own
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl start wg-quick@wg0
