#!/bin/bash
# Solves the role ns: BIND with the company's zone and the reverse zone of its network.
zone=$LABCHECK_PARAM_company.example
network=$(echo "$LABCHECK_SELF_ADDRESS" | awk -F. '{ print $3 "." $2 "." $1 }').in-addr.arpa
soa="@ IN SOA ns.$zone. hostmaster.$zone. (2026010101 3600 600 86400 60)"
mkdir -p /etc/bind/zones
cat >"/etc/bind/zones/$zone.zone" <<END
\$TTL 300
$soa
@ IN NS ns.$zone.
@ IN MX 10 mail.$zone.
ns IN A $LABCHECK_HOST_ns_ADDRESS
files IN A $LABCHECK_HOST_files_ADDRESS
mail IN A $LABCHECK_HOST_files_ADDRESS
www IN A $LABCHECK_HOST_web_ADDRESS
shop IN CNAME www
END
cat >/etc/bind/zones/reverse.zone <<END
\$TTL 300
$soa
@ IN NS ns.$zone.
${LABCHECK_HOST_ns_ADDRESS##*.} IN PTR ns.$zone.
${LABCHECK_HOST_files_ADDRESS##*.} IN PTR files.$zone.
${LABCHECK_HOST_web_ADDRESS##*.} IN PTR www.$zone.
END
cat >/etc/bind/named.conf.options <<END
options {
  directory "/var/cache/bind";
  listen-on { any; };
  recursion no;
  allow-query { any; };
  allow-transfer { none; };
  dnssec-validation no;
};
END
cat >/etc/bind/named.conf.local <<END
zone "$zone" { type primary; file "/etc/bind/zones/$zone.zone"; };
zone "$network" { type primary; file "/etc/bind/zones/reverse.zone"; };
END
named-checkconf -z >/dev/null
systemctl enable --quiet named
systemctl restart named
