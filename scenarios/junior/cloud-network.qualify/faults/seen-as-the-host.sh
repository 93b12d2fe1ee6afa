#!/bin/bash
# What red-1 sends out bears the host's own address.
# on: cloud
# breaks: 2.2.1
# checks: outer-source
sed -i '/snat to '"$LABCHECK_PARAM_floating"'/d' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
