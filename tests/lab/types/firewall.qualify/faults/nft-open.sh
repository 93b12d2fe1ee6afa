#!/bin/bash
# A rule at the top lets everybody in, the policy still says drop.
# on: nft
# checks: nft-closed
nft insert rule inet filter input accept
