#!/bin/bash
# A rule at the top lets everybody in, the policy still says drop.
# on: nft
# breaks: 1.2.2
# checks: nft-closed
nft insert rule inet filter input accept
