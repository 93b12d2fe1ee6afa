#!/bin/bash
# The member doesn't let frames through yet.
# on: box
# breaks: 1.2.2
# checks: up forwarding tree
ip link set br0 type bridge forward_delay 3000
ip link set eth1 nomaster
ip link set eth1 master br0
