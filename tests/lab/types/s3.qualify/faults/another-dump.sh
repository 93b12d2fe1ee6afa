#!/bin/bash
# Something else lies under the dump's name.
# on: ceph
# breaks: 2.3.3
# checks: readable
printf 'no dump!\n' >/tmp/other
s3cmd --quiet put /tmp/other 's3://backups/2024/db 1.sql'
