#!/bin/bash
# The file is right, but nobody loads it at boot.
# on: nft
# checks: nft-boot
systemctl --quiet disable nftables
