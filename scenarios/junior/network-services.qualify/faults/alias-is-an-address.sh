#!/bin/bash
# The shop is an address of its own instead of an alias.
# on: ns
# breaks: 1.2.4
# checks: dns-alias-mail-servers
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
sed -i "s/^shop .*/shop IN A $LABCHECK_HOST_web_ADDRESS/" "$zone"
systemctl reload named
