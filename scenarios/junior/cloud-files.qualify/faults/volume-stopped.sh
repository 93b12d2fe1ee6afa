#!/bin/bash
# The volume is stopped.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-volume
gluster --mode=script volume stop "$LABCHECK_PARAM_volume" force >/dev/null
