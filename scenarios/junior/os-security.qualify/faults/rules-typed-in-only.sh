#!/bin/bash
# The rules are in force, but the file that is loaded at boot has none.
# on: server
# breaks: 1.1.4
# checks: firewall-again
printf '#!/usr/sbin/nft -f\nflush ruleset\n' >/etc/nftables.conf
