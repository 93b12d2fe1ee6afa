#!/bin/bash
# One bucket too many.
# on: ceph
# breaks: 2.3.3
# checks: buckets
s3cmd --quiet mb s3://scratch
