#!/bin/bash
# The reverse zone is not served.
# on: ns
# breaks: 1.2.4
# checks: dns-reverse
sed -i '/in-addr.arpa/d' /etc/bind/named.conf.local
systemctl reload named
