#!/bin/bash
# There is no network blue: its instances are those of red under other names.
# on: cloud
# breaks: 2.2.2
# checks: vpc-same-network
systemctl stop instance@blue-1 instance@blue-2
for number in 1 2; do
  ip netns del "blue-$number"
  touch "/run/netns/blue-$number"
  mount --bind "/run/netns/red-$number" "/run/netns/blue-$number"
done
