#!/bin/bash
# The snapshot was taken when the file had changed already.
# on: server
# breaks: 2.3.2
# checks: block-snapshot
lvremove -q -y "$LABCHECK_PARAM_group/$LABCHECK_PARAM_snapshot"
sync
lvcreate -q -y -s -L 256M -n "$LABCHECK_PARAM_snapshot" "$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume"
