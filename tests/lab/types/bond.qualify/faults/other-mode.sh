#!/bin/bash
# Made anew with a mode that spreads frames, and nobody looks at the links.
# on: box
# breaks: 1.2.1
# checks: mode active
ip link del bond0
ip link set s1 down
ip link set s2 down
ip link add bond0 type bond mode balance-rr miimon 0
ip link set s1 master bond0
ip link set s2 master bond0
ip link set bond0 up
ip addr add 10.8.0.1/24 dev bond0
