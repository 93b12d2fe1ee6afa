#!/bin/bash
# www has a second address, of a machine that serves nothing.
# on: ns
# breaks: 1.2.4
# checks: dns-addresses
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
echo "www IN A $LABCHECK_HOST_files_ADDRESS" >>"$zone"
systemctl reload named
