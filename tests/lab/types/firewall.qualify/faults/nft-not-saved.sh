#!/bin/bash
# In force, but the next boot loads rules without the web.
# on: nft
# checks: nft-boot
sed -i 's/tcp dport { 80, 443 } accept/tcp dport 443 accept/' /etc/nftables.conf
