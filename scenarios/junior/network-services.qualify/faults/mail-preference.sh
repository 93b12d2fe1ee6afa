#!/bin/bash
# The mail exchanger has another preference.
# on: ns
# breaks: 1.2.4
# checks: dns-alias-mail-servers
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
sed -i 's/MX 10 /MX 20 /' "$zone"
systemctl reload named
