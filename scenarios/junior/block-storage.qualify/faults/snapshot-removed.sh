#!/bin/bash
# The snapshot is gone.
# on: server
# breaks: 2.3.2
# checks: block-snapshot
lvremove -q -y "$LABCHECK_PARAM_group/$LABCHECK_PARAM_snapshot"
