#!/bin/bash
# The zone is served from another file than the planned one, which lies there as a copy.
# on: ns
# breaks: 1.2.4
# checks: dns-new-record
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
cp "$zone" /var/cache/bind/company.zone
sed -i "s|$zone|/var/cache/bind/company.zone|" /etc/bind/named.conf.local
systemctl reload named
