#!/bin/bash
# The headquarters passes on what machines on the LAN send to the branch.
# on: hq
# breaks: 2.2.4
# checks: vpn-outside
nft flush chain inet gate forward
nft add chain inet gate forward '{ policy accept; }'
sysctl -qw net.ipv4.ip_forward=1
nft add table ip hidden
nft add chain ip hidden after '{ type nat hook postrouting priority 100; }'
nft add rule ip hidden after oifname wg0 masquerade
ip address add "$LABCHECK_PARAM_hq_net.1/32" dev wg0
