#!/bin/bash
# Of the branch's network only one address that nobody has is let through.
# on: hq
# breaks: 2.2.4
# checks: vpn-to-branch vpn-to-hq
sed -i "s|^AllowedIPs.*|AllowedIPs = $LABCHECK_PARAM_branch_net.99/32|" /etc/wireguard/wg0.conf
systemctl restart wg-quick@wg0
