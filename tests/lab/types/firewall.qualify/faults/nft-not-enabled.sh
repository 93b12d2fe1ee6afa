#!/bin/bash
# The file is right, but nobody loads it at boot.
# on: nft
# breaks: 1.2.2
# checks: nft-boot
systemctl --quiet disable nftables
