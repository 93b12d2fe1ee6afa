#!/bin/bash
# A table of its own drops what the first one accepted.
# on: nft
# breaks: 1.2.2
# checks: nft-web
nft add table inet other
nft 'add chain inet other input { type filter hook input priority 10; }'
nft add rule inet other input tcp dport 80 drop
