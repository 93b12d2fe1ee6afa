#!/bin/bash
# The packet filter was stopped so that the application gets through.
# on: db
# breaks: 3.3.3
# checks: repair-closed
systemctl disable --quiet --now nftables
nft flush ruleset
