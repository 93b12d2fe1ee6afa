#!/bin/bash
# Of two copies the first counts for more: without the first node nothing can be written.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-first-lost
gluster --mode=script volume set "$LABCHECK_PARAM_volume" cluster.quorum-type auto >/dev/null
