#!/bin/bash
# One flat network: blue's instances are addresses more on it.
# on: cloud
# breaks: 2.2.2
# checks: vpc-same-network
systemctl stop instance@blue-1 instance@blue-2
for number in 1 2; do
  ip link set "v-blue-$number" master br-red
  ip -n "blue-$number" address flush dev eth0
  ip -n "blue-$number" address add "$LABCHECK_PARAM_red_net.2$number/24" dev eth0
done
systemctl start instance@blue-1 instance@blue-2
