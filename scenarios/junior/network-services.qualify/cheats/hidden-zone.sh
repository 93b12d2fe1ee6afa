#!/bin/bash
# The planned zone file is for show; what is served is another one that has the plan's names only.
# on: ns
# breaks: 1.2.4
# checks: dns-new-record
zone=$LABCHECK_PARAM_company.example
cp "/etc/bind/zones/$zone.zone" /var/cache/bind/real.zone
sed -i "s|/etc/bind/zones/$zone.zone|/var/cache/bind/real.zone|" /etc/bind/named.conf.local
systemctl restart named
