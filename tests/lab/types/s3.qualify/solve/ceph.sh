# A Ceph cluster of one host with its gateway, a user, and two buckets.
a=$LABCHECK_SELF_ADDRESS
ip address replace "$a/24" dev eth1
ip link set eth1 up
if [ ! -e /etc/ceph/ceph.conf ]; then
  fsid=$(cat /proc/sys/kernel/random/uuid)
  cat >/etc/ceph/ceph.conf <<CONF
[global]
fsid = $fsid
mon_initial_members = a
mon_host = [v1:$a:6789]
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
bluestore_block_size = 2147483648
osd_memory_target = 939524096
[client.rgw.a]
rgw_frontends = beast port=7480
CONF
  install -d -o ceph -g ceph /var/lib/ceph/mon/ceph-a /var/lib/ceph/osd/ceph-0 /var/lib/ceph/mgr/ceph-a \
    /var/lib/ceph/radosgw/ceph-rgw.a
  monmaptool --create --add a "$a" --fsid "$fsid" /tmp/monmap >/dev/null
  ceph-mon --mkfs -i a --monmap /tmp/monmap --setuser ceph --setgroup ceph
  systemctl enable --quiet --now ceph-mon@a
  systemctl enable --quiet --now ceph-mgr@a
  ceph osd create >/dev/null
  echo bluestore >/var/lib/ceph/osd/ceph-0/type
  ceph-osd -i 0 --mkfs --setuser ceph --setgroup ceph 2>/dev/null
  chown -R ceph:ceph /var/lib/ceph/osd/ceph-0
  systemctl enable --quiet --now ceph-osd@0
fi
systemctl enable --quiet ceph-radosgw@rgw.a
systemctl start ceph-radosgw@rgw.a
for _ in $(seq 120); do
  curl --silent --max-time 2 --output /dev/null http://127.0.0.1:7480/ && break
  sleep 1
done
radosgw-admin user info --uid=exam >/dev/null 2>&1 ||
  radosgw-admin user create --uid=exam --display-name=Exam --access-key=exam --secret-key=exam-secret >/dev/null
radosgw-admin user enable --uid=exam >/dev/null
radosgw-admin key create --uid=exam --key-type=s3 --access-key=exam --secret-key=exam-secret >/dev/null

radosgw-admin quota disable --quota-scope=user --uid=exam >/dev/null

cat >/root/.s3cfg <<CONF
[default]
access_key = exam
secret_key = exam-secret
host_base = 127.0.0.1:7480
host_bucket =
use_https = False
CONF
! s3cmd --quiet ls s3://scratch >/dev/null 2>&1 || s3cmd --quiet rb s3://scratch
printf 'one dump\n' >/tmp/db.sql
printf '<h1>for all</h1>\n' >/tmp/index.html
for bucket in backups public; do
  s3cmd --quiet ls "s3://$bucket" >/dev/null 2>&1 || s3cmd --quiet mb "s3://$bucket"
done
s3cmd --quiet put --add-header=x-amz-meta-host:db1 /tmp/db.sql 's3://backups/2024/db 1.sql'
s3cmd --quiet put --acl-public /tmp/index.html s3://public/index.html
s3cmd --quiet setacl --acl-private s3://backups --recursive
cat >/tmp/policy.json <<'POLICY'
{"Version": "2012-10-17", "Statement": [{"Sid": "read", "Effect": "Allow", "Principal": "*",
 "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::public/*"]}]}
POLICY
s3cmd --quiet setpolicy /tmp/policy.json s3://public
cat >/tmp/lifecycle.xml <<'RULES'
<LifecycleConfiguration><Rule><ID>old</ID><Filter><Prefix>2024/</Prefix></Filter><Status>Enabled</Status>
<Expiration><Days>30</Days></Expiration></Rule></LifecycleConfiguration>
RULES
s3cmd --quiet setlifecycle /tmp/lifecycle.xml s3://backups
python3 - <<'VERSIONS'
# s3cmd of this age knows no versioning: asked for by hand.
import datetime, hashlib, hmac, urllib.request
body = b'<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Enabled</Status></VersioningConfiguration>'
now = datetime.datetime.utcnow().strftime("%Y%m%dT%H%M%SZ")
digest, day = hashlib.sha256(body).hexdigest(), now[:8]
headers = {"host": "127.0.0.1:7480", "x-amz-content-sha256": digest, "x-amz-date": now}
names = ";".join(sorted(headers))
canonical = "\n".join(["PUT", "/backups", "versioning=", *(f"{k}:{headers[k]}" for k in sorted(headers)), "", names, digest])
scope = f"{day}/us-east-1/s3/aws4_request"
text = "\n".join(["AWS4-HMAC-SHA256", now, scope, hashlib.sha256(canonical.encode()).hexdigest()])
key = b"AWS4exam-secret"
for part in scope.split("/"):
    key = hmac.new(key, part.encode(), "sha256").digest()
headers["Authorization"] = (f"AWS4-HMAC-SHA256 Credential=exam/{scope}, SignedHeaders={names}, "
                            f"Signature={hmac.new(key, text.encode(), 'sha256').hexdigest()}")
urllib.request.urlopen(urllib.request.Request("http://127.0.0.1:7480/backups?versioning", body, headers, method="PUT"))
VERSIONS
