#!/bin/bash
# All of red leaves under the outer address of red-1.
# on: cloud
# breaks: 2.2.2
# checks: vpc-way-out
sed -i 's/snat to '"$LABCHECK_SELF_ADDRESS"'/snat to '"$LABCHECK_PARAM_floating"'/' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
