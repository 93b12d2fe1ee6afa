#!/bin/bash
# The reverse zone does not know the web server.
# on: ns
# breaks: 1.2.4
# checks: dns-reverse
sed -i "/^${LABCHECK_HOST_web_ADDRESS##*.} /d" /etc/bind/zones/reverse.zone
systemctl reload named
