#!/bin/bash
# The zone has no alias for the shop.
# on: ns
# breaks: 1.2.4
# checks: dns-alias-mail-servers
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
sed -i '/^shop /d' "$zone"
systemctl reload named
