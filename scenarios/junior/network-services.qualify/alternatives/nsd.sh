#!/bin/bash
# NSD instead of BIND.
# on: ns
zone=$LABCHECK_PARAM_company.example
network=$(echo "$LABCHECK_SELF_ADDRESS" | awk -F. '{ print $3 "." $2 "." $1 }').in-addr.arpa
mkdir -p /etc/nsd/zones
cat >"/etc/nsd/zones/$zone.zone" <<END
\$ORIGIN $zone.
\$TTL 5m
@ SOA ns hostmaster 1 1h 10m 1d 1m
  NS ns
  MX 10 mail
ns A $LABCHECK_HOST_ns_ADDRESS
files A $LABCHECK_HOST_files_ADDRESS
mail A $LABCHECK_HOST_files_ADDRESS
www A $LABCHECK_HOST_web_ADDRESS
shop CNAME www
END
cat >/etc/nsd/zones/reverse.zone <<END
\$ORIGIN $network.
\$TTL 5m
@ SOA ns.$zone. hostmaster.$zone. 1 1h 10m 1d 1m
  NS ns.$zone.
${LABCHECK_HOST_ns_ADDRESS##*.} PTR ns.$zone.
${LABCHECK_HOST_files_ADDRESS##*.} PTR files.$zone.
${LABCHECK_HOST_web_ADDRESS##*.} PTR www.$zone.
END
cat >/etc/nsd/nsd.conf.d/company.conf <<END
server:
  ip-address: $LABCHECK_SELF_ADDRESS
  zonesdir: /etc/nsd/zones
zone:
  name: $zone
  zonefile: $zone.zone
zone:
  name: $network
  zonefile: reverse.zone
END
nsd-checkconf /etc/nsd/nsd.conf
systemctl enable --quiet nsd
systemctl restart nsd
