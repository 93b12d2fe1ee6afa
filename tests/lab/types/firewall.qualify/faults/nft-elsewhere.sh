#!/bin/bash
# The set of administrators lacks their network, the policy is to accept.
# on: nft
# breaks: 1.2.2
# checks: nft-admin nft-policy nft-closed
nft delete element inet filter admins '{ 192.168.60.0/24 }'
nft add rule inet filter input ip saddr 192.168.60.0/24 tcp dport 22 drop
nft 'chain inet filter input { policy accept; }'
