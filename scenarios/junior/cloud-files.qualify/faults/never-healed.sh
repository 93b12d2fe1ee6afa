#!/bin/bash
# A node that was away never gets what it missed.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-first-lost dfs-second-lost
for part in self-heal-daemon data-self-heal entry-self-heal metadata-self-heal; do
  gluster --mode=script volume set "$LABCHECK_PARAM_volume" "cluster.$part" off >/dev/null
done
