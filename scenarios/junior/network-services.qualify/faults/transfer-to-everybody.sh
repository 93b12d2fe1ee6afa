#!/bin/bash
# Everybody may have the whole zone.
# on: ns
# breaks: 1.2.4
# checks: dns-transfer
sed -i 's/allow-transfer .*/allow-transfer { any; };/' /etc/bind/named.conf.options
systemctl reload named
