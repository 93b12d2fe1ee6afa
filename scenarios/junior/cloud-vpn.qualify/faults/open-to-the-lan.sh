#!/bin/bash
# Machines on the LAN reach the branch's inner address.
# on: branch
# breaks: 2.2.4
# checks: vpn-outside
nft flush chain inet gate input
