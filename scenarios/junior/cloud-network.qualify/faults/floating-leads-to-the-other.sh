#!/bin/bash
# The outer address leads to red-2.
# on: cloud
# breaks: 2.2.1
# checks: outer-reached
sed -i 's/dnat to .*/dnat to '"$LABCHECK_PARAM_red_net.12"'/' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
