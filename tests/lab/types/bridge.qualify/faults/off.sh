#!/bin/bash
# Switched off, and its address is on the member.
# on: box
# breaks: 1.2.2
# checks: up forwarding address
ip link set br0 down
ip addr del 192.168.60.11/24 dev br0
ip addr add 192.168.60.11/24 dev eth1
