#!/bin/bash
# The packet filter lets both machines in, but its file does not.
# on: db
# breaks: 3.3.3
# checks: repair-lasts
sed -i "s/ip saddr {.*}/ip saddr $LABCHECK_HOST_app_1_ADDRESS/" /etc/nftables.conf
