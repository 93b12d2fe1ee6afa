#!/bin/bash
# Two copies of everything on two devices, other ports behind the proxy; containers are made over S3, and the reader is
# let in as one of the account.
# on: store
a=$LABCHECK_SELF_ADDRESS
port=$LABCHECK_PARAM_store_port
tenant=$LABCHECK_PARAM_tenant
cd /etc/swift
install -d -o swift -g swift /srv/node/d1 /srv/node/d2 /var/cache/swift
for ring in account:6012 container:6011 object:6010; do
  swift-ring-builder "${ring%:*}.builder" create 6 2 1 >/dev/null
  for device in d1 d2; do
    swift-ring-builder "${ring%:*}.builder" add "r1z1-127.0.0.1:${ring#*:}/$device" 100 >/dev/null
  done
  swift-ring-builder "${ring%:*}.builder" rebalance >/dev/null
  cat >"${ring%:*}-server.conf" <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${ring#*:}
workers = 2
mount_check = false
devices = /srv/node
[pipeline:main]
pipeline = healthcheck recon ${ring%:*}-server
[app:${ring%:*}-server]
use = egg:swift#${ring%:*}
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:recon]
use = egg:swift#recon
CONF
done
printf '[swift-hash]\nswift_hash_path_suffix = %s\n[storage-policy:0]\nname = two-copies\ndefault = yes\n' "$RANDOM$RANDOM" >swift.conf
cat >proxy-server.conf <<CONF
[DEFAULT]
bind_ip = $a
bind_port = $port
workers = 2
[pipeline:main]
pipeline = healthcheck cache bulk s3api tempauth copy container-quotas account-quotas slo dlo versioned_writes proxy-server
[app:proxy-server]
use = egg:swift#proxy
allow_account_management = true
account_autocreate = true
[filter:tempauth]
use = egg:swift#tempauth
user_${tenant}_keeper = $LABCHECK_PARAM_keeper_secret .admin http://$a:$port/v1/AUTH_$tenant
user_${tenant}_reader = $LABCHECK_PARAM_reader_secret http://$a:$port/v1/AUTH_$tenant
[filter:s3api]
use = egg:swift#s3api
[filter:cache]
use = egg:swift#memcache
[filter:container-quotas]
use = egg:swift#container_quotas
[filter:account-quotas]
use = egg:swift#account_quotas
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_versioned_writes = true
CONF
for filter in healthcheck bulk copy slo dlo; do
  printf '[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter" >>proxy-server.conf
done
for unit in memcached swift-account swift-container swift-object swift-proxy; do
  systemctl enable --quiet "$unit"
  systemctl restart "$unit"
done
cat >/root/.s3cfg <<CONF
[default]
access_key = $tenant:keeper
secret_key = $LABCHECK_PARAM_keeper_secret
host_base = $a:$port
host_bucket =
use_https = False
CONF
# The proxy is there before the servers behind it.
for _ in $(seq 60); do
  s3cmd --quiet mb "s3://files-$tenant" 2>/dev/null && break
  sleep 1
done
for bucket in press vault vault-old scratch; do s3cmd --quiet mb "s3://$bucket-$tenant"; done
st() { swift -A "http://$a:$port/auth/v1.0" -U "$tenant:keeper" -K "$LABCHECK_PARAM_keeper_secret" post "$@" >/dev/null; }
st "files-$tenant" --read-acl "$tenant"
st "press-$tenant" --read-acl '.r:*,.rlistings'
st "vault-$tenant" --header "X-Versions-Location: vault-old-$tenant"
st "scratch-$tenant" --header "X-Container-Meta-Quota-Bytes: $LABCHECK_PARAM_quota"
