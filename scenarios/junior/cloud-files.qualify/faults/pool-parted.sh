#!/bin/bash
# The first node's daemon looks for the second one at an address where it is not.
# on: node[0]
# breaks: 2.3.4
# checks: dfs-volume
sed -i "s/^hostname1=.*/hostname1=$LABCHECK_HOST_stranger_ADDRESS/" /var/lib/glusterd/peers/*
systemctl restart glusterd
