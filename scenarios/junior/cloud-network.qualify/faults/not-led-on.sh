#!/bin/bash
# The outer address is there, but leads nowhere.
# on: cloud
# breaks: 2.2.1
# checks: outer-reached
sed -i '/dnat to/d' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
