# All of Swift on one host, with its own logins (TempAuth) and its S3 face, and two containers.
a=$LABCHECK_SELF_ADDRESS
ip address replace "$a/24" dev eth1
ip link set eth1 up
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
bind_ip = 0.0.0.0
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
cat >proxy-server.conf <<'CONF'
[DEFAULT]
bind_port = 8080
workers = 1
[pipeline:main]
pipeline = catch_errors gatekeeper healthcheck cache listing_formats s3api tempauth copy slo dlo versioned_writes symlink proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
allow_account_management = true
[filter:tempauth]
use = egg:swift#tempauth
user_exam_li = li-secret .admin
user_exam_wang = wang-secret
[filter:s3api]
use = egg:swift#s3api
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:healthcheck]
use = egg:swift#healthcheck
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:11211
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:copy]
use = egg:swift#copy
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
[filter:symlink]
use = egg:swift#symlink
[filter:versioned_writes]
use = egg:swift#versioned_writes
allow_object_versioning = true
CONF
systemctl enable --quiet --now memcached
systemctl enable --quiet swift-account swift-container swift-object swift-proxy
systemctl restart swift-account swift-container swift-object swift-proxy
for _ in $(seq 60); do
  curl --silent --fail --output /dev/null http://127.0.0.1:8080/healthcheck && break
  sleep 1
done
st() { swift -A "http://127.0.0.1:8080/auth/v1.0" -U exam:li -K li-secret "$@" >/dev/null; }
for _ in $(seq 60); do  # the proxy is there before the servers behind it
  st post backups 2>/dev/null && break
  sleep 1
done
printf 'one dump\n' >/tmp/db.sql
st post backups --read-acl 'exam:wang' --header 'X-Container-Meta-Owner: li'
st post empty
st upload backups /tmp/db.sql --object-name '2024/db 1.sql' --header 'X-Object-Meta-Host: db1'
st post backups --write-acl ''
swift -A http://127.0.0.1:8080/auth/v1.0 -U exam:li -K li-secret list backups | sed '/^2024\/db 1.sql$/d' |
  while read -r extra; do st delete backups "$extra"; done
