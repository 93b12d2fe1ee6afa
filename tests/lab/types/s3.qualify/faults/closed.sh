#!/bin/bash
# The page is private, whatever its policy once said.
# on: ceph
# breaks: 2.3.3
# checks: public policy
s3cmd --quiet delpolicy s3://public
s3cmd --quiet setacl --acl-private s3://public/index.html
