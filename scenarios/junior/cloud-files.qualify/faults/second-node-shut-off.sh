#!/bin/bash
# A packet filter of the second node lets nobody at its brick but itself; its daemon is reached.
# on: node[1]
# breaks: 2.3.4
# checks: dfs-copies
nft add table inet off
nft add chain inet off input '{ type filter hook input priority 0; }'
nft add rule inet off input iifname eth1 tcp dport 49152-60999 reject with tcp reset
pkill -KILL -x glusterfsd
sleep 1
gluster --mode=script volume start "$LABCHECK_PARAM_volume" force >/dev/null
