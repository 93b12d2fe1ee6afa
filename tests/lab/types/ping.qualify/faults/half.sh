#!/bin/bash
# Every second request is lost.
# on: peer
# breaks: 1.2.2
# checks: answers
nft 'table inet half { chain in { type filter hook input priority 0; iifname eth1 icmp sequence 2 drop; }; }'
