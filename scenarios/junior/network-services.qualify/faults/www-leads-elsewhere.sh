#!/bin/bash
# www has the file server's address.
# on: ns
# breaks: 1.2.4
# checks: dns-addresses
zone=/etc/bind/zones/$LABCHECK_PARAM_company.example.zone
sed -i "s/^www .*/www IN A $LABCHECK_HOST_files_ADDRESS/" "$zone"
systemctl reload named
