#!/bin/bash
# Every name that does not exist leads to the web server.
# on: ns
# breaks: 1.2.4
# checks: dns-missing-name
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
echo "* IN A $LABCHECK_HOST_web_ADDRESS" >>"$zone"
systemctl reload named
