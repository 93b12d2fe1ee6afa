#!/bin/bash
# red-2's packets leave with an address that nobody outside knows.
# on: cloud
# breaks: 2.2.2
# checks: vpc-way-out
sed -i '/snat to '"$LABCHECK_SELF_ADDRESS"'/d' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
