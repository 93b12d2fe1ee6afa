#!/bin/bash
# green has a way out, too.
# on: cloud
# breaks: 2.2.2
# checks: vpc-way-out
nft insert rule ip cloud forward iifname br-green oifname "$LABCHECK_PARAM_lan_interface" accept
nft add rule ip cloud postrouting oifname "$LABCHECK_PARAM_lan_interface" ip saddr "$LABCHECK_PARAM_green_net.0/24" masquerade
