#!/bin/bash
# The volume stops taking files when one of the nodes is lost. (It stays shut until its quorum is back, so the second loss may find no answer.)
# on: node[0]
# breaks: 2.3.4
# checks: dfs-first-lost
gluster --mode=script volume set "$LABCHECK_PARAM_volume" cluster.quorum-type fixed >/dev/null
gluster --mode=script volume set "$LABCHECK_PARAM_volume" cluster.quorum-count 2 >/dev/null
