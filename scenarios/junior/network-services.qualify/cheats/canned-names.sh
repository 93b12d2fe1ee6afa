#!/bin/bash
# The name server knows no zone: a rule answers every name with the web server's address.
# on: ns
# breaks: 1.2.4
cat >/etc/bind/zones/any.zone <<END
\$TTL 300
@ IN SOA ns hostmaster 1 3600 600 86400 60
@ IN NS ns
ns IN A $LABCHECK_HOST_ns_ADDRESS
* IN A $LABCHECK_HOST_web_ADDRESS
END
echo 'zone "." { type primary; file "/etc/bind/zones/any.zone"; };' >/etc/bind/named.conf.local
: >/etc/bind/named.conf.default-zones
systemctl restart named
