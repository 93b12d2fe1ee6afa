#!/bin/bash
# An interface of this name that is no bridge.
# on: box
# breaks: 1.2.2
# checks: up members forwarding address tree
ip link del br0
ip link add br0 type veth peer name br0peer
ip addr add 192.168.60.11/24 dev br0
ip link set br0 up
ip link set br0peer up
