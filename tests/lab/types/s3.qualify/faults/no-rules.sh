#!/bin/bash
# Nothing expires, and nobody ever said how.
# on: ceph
# breaks: 2.3.3
# checks: lifecycle
s3cmd --quiet dellifecycle s3://backups
