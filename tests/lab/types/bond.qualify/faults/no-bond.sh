#!/bin/bash
# An interface of this name that is a bridge.
# on: box
# breaks: 1.2.1
# checks: up mode members working active
ip link del bond0
ip link add bond0 type bridge
ip link set s1 master bond0
ip link set s2 master bond0
ip link set bond0 up
