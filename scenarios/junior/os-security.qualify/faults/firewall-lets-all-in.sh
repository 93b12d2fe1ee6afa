#!/bin/bash
# The rules are there, but what fits none of them is let in.
# on: server
# breaks: 1.1.4
# checks: firewall
sed -i 's/policy drop/policy accept/' /etc/nftables.conf
systemctl reload nftables
