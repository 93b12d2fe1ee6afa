#!/bin/bash
# The dump may be read by everybody.
# on: ceph
# breaks: 2.3.3
# checks: private
s3cmd --quiet setacl --acl-public 's3://backups/2024/db 1.sql'
