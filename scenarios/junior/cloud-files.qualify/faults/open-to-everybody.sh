#!/bin/bash
# Every machine may mount the volume.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-closed
gluster --mode=script volume set "$LABCHECK_PARAM_volume" auth.allow '*' >/dev/null
