#!/bin/bash
# The branch sees gate's address instead of the staff's: everything that leaves gate is translated.
# on: gate
# breaks: 1.2.2
# checks: branch-way
sed -i 's/oifname eth4 masquerade/masquerade/' /etc/nftables.conf
systemctl reload nftables
