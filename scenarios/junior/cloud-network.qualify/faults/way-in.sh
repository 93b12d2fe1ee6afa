#!/bin/bash
# Whoever takes the host for a router gets in.
# on: cloud
# breaks: 2.2.2
# checks: vpc-no-way-in
nft add chain ip cloud forward '{ policy accept; }'
nft insert rule ip cloud forward iifname br-green oifname "$LABCHECK_PARAM_lan_interface" ct state new drop
