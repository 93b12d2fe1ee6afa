#!/bin/bash
# The user has another secret: nothing that is signed with the agreed one gets in, what everybody may read still does.
# on: ceph
# breaks: 2.3.3
# checks: buckets listed readable private signature versioning lifecycle policy writes
radosgw-admin key create --uid=exam --key-type=s3 --access-key=exam --secret-key=another-secret >/dev/null
