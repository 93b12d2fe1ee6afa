#!/bin/bash
# The tunnel is up and the routes lead into it, but what is asked of the branch's address goes over the LAN, translated.
# on: hq branch
# breaks: 2.2.4
# checks: vpn-unreadable vpn-is-the-way
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_hq_ADDRESS" ]; then
  nft add table ip around
  nft add chain ip around out '{ type nat hook output priority -100; }'
  nft add rule ip around out ip daddr "$LABCHECK_PARAM_branch_net.1" dnat to "$LABCHECK_HOST_branch_ADDRESS"
  nft add chain ip around after '{ type nat hook postrouting priority 100; }'
  nft add rule ip around after ip daddr "$LABCHECK_HOST_branch_ADDRESS" tcp dport "$LABCHECK_PARAM_port" masquerade
else
  systemd-run --quiet --collect --unit outer-pages /usr/bin/python3 -m http.server "$LABCHECK_PARAM_port" \
    --bind "$LABCHECK_SELF_ADDRESS" --directory "$LABCHECK_PARAM_site"
fi
