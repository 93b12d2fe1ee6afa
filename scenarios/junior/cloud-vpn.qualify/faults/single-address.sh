#!/bin/bash
# The peer may use one address of its site instead of the network.
# on: hq
# breaks: 2.2.4
# checks: vpn-established
sed -i "s|^AllowedIPs.*|AllowedIPs = $LABCHECK_PARAM_branch_net.1/32|" /etc/wireguard/wg0.conf
systemctl restart wg-quick@wg0
