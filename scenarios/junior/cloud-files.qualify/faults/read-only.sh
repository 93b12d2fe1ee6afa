#!/bin/bash
# Nobody can write to the volume.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-copies
gluster --mode=script volume set "$LABCHECK_PARAM_volume" features.read-only on >/dev/null
