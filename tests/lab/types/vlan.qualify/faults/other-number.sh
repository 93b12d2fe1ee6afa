#!/bin/bash
# The name says 20, the tag is 30.
# on: box
# breaks: 1.2.1
# checks: up
ip link del eth1.20
ip link add link eth1 name eth1.20 type vlan id 30
ip addr add 10.20.0.1/24 dev eth1.20
ip link set eth1.20 up
