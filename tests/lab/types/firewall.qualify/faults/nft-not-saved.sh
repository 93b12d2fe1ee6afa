#!/bin/bash
# In force, but the next boot loads rules without the web.
# on: nft
# breaks: 1.2.2
# checks: nft-boot
sed -i 's/tcp dport { 80, 443 } accept/tcp dport 443 accept/' /etc/nftables.conf
