#!/bin/bash
# The gateway is down.
# on: ceph
# breaks: 2.3.3
# checks: buckets listed readable private public signature versioning lifecycle policy writes
systemctl stop ceph-radosgw@rgw.a
