#!/bin/bash
# An interface of this name in no VLAN.
# on: box
# breaks: 1.2.1
# checks: up address
ip link del eth1.20
ip link add name eth1.20 type bridge
ip addr add 10.20.0.1/24 dev eth1.20
ip link set eth1.20 up
