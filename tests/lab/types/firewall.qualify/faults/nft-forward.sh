#!/bin/bash
# The inner network no longer goes out, nor is it masqueraded where it should be.
# on: nft
# breaks: 1.2.2
# checks: nft-forward nft-nat
nft flush chain inet filter outwards
nft flush chain ip nat postrouting
nft add rule ip nat postrouting oifname eth1 ip saddr 10.6.0.0/24 masquerade
