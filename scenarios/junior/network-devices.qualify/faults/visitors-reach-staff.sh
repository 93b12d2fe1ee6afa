#!/bin/bash
# Visitors may go anywhere.
# on: gate
# breaks: 1.2.2
# checks: visitors-apart
sed -i 's/iifname { eth1, eth2 } oifname eth4 accept/iifname { eth1, eth2 } accept/' /etc/nftables.conf
systemctl reload nftables
