#!/bin/bash
# red and green are kept apart.
# on: cloud
# breaks: 2.2.2
# checks: vpc-peering
sed -i 's/oifname { "br-red", "br-green" } accept$/oifname "br-green" accept/; s/"br-red", "br-green", /"br-red", /' /etc/cloud-network.nft
nft delete table ip cloud
nft -f /etc/cloud-network.nft
