#!/bin/bash
# Solves the role store: all of Swift on one host, two users and four containers.
a=$LABCHECK_SELF_ADDRESS
port=$LABCHECK_PARAM_store_port
tenant=$LABCHECK_PARAM_tenant
cd /etc/swift
if [ ! -e object.ring.gz ]; then
  install -d -o swift -g swift /srv/node/d1 /var/cache/swift
  for ring in account:6202 container:6201 object:6200; do
    swift-ring-builder "${ring%:*}.builder" create 6 1 1 >/dev/null
    swift-ring-builder "${ring%:*}.builder" add "r1z1-$a:${ring#*:}/d1" 1 >/dev/null
    swift-ring-builder "${ring%:*}.builder" rebalance >/dev/null
  done
  printf '[swift-hash]\nswift_hash_path_suffix = lab\nswift_hash_path_prefix = lab\n[storage-policy:0]\nname = gold\ndefault = yes\n' >swift.conf
  for server in account:6202 container:6201 object:6200; do
    cat >"${server%:*}-server.conf" <<CONF
[DEFAULT]
bind_ip = $a
bind_port = ${server#*:}
workers = 1
mount_check = false
devices = /srv/node
[pipeline:main]
pipeline = ${server%:*}-server
[app:${server%:*}-server]
use = egg:swift#${server%:*}
CONF
  done
fi
cat >proxy-server.conf <<CONF
[DEFAULT]
bind_port = $port
workers = 1
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy container_quotas slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_${tenant}_keeper = $LABCHECK_PARAM_keeper_secret .admin
user_${tenant}_reader = $LABCHECK_PARAM_reader_secret
[filter:s3api]
use = egg:swift#s3api
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:11211
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
allow_object_versioning = true
[filter:container_quotas]
use = egg:swift#container_quotas
CONF
for filter in catch_errors gatekeeper healthcheck listing_formats copy slo dlo symlink; do
  printf '[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter" >>proxy-server.conf
done
systemctl enable --quiet --now memcached
systemctl enable --quiet swift-account swift-container swift-object swift-proxy
systemctl restart swift-account swift-container swift-object swift-proxy
st() { swift -A "http://$a:$port/auth/v1.0" -U "$tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" "$@" >/dev/null; }
# The proxy is there before the servers behind it.
for _ in $(seq 60); do
  st post "vault-old-$tenant" 2>/dev/null && break
  sleep 1
done
st post "files-$tenant" --read-acl "$tenant:reader"
st post "press-$tenant" --read-acl '.r:*'
st post "vault-$tenant" --header "X-Versions-Location: vault-old-$tenant"
st post "scratch-$tenant" --header "X-Container-Meta-Quota-Bytes: $LABCHECK_PARAM_quota"
