#!/bin/bash
# The user's quota lets nothing more be written.
# on: ceph
# breaks: 2.3.3
# checks: writes
radosgw-admin quota set --quota-scope=user --uid=exam --max-objects=1 >/dev/null
radosgw-admin quota enable --quota-scope=user --uid=exam >/dev/null
systemctl restart ceph-radosgw@rgw.a
for _ in $(seq 60); do curl --silent --output /dev/null http://127.0.0.1:7480/ && break; sleep 1; done
