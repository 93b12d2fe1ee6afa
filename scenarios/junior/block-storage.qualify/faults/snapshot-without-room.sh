#!/bin/bash
# The snapshot has room for few changes only.
# on: server
# breaks: 2.3.2
# checks: block-snapshot
lvremove -q -y "$LABCHECK_PARAM_group/$LABCHECK_PARAM_snapshot"
echo "$LABCHECK_PARAM_first" >"$LABCHECK_PARAM_data/state.txt"
lvcreate -q -y -s -L 32M -n "$LABCHECK_PARAM_snapshot" "$LABCHECK_PARAM_group/$LABCHECK_PARAM_volume"
echo "$LABCHECK_PARAM_second" >"$LABCHECK_PARAM_data/state.txt"
