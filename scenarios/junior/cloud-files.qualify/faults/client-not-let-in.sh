#!/bin/bash
# Only the work machine may mount the volume.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-copies
gluster --mode=script volume set "$LABCHECK_PARAM_volume" auth.allow "$LABCHECK_HOST_desk_ADDRESS" >/dev/null
