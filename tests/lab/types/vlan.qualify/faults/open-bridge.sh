#!/bin/bash
# The bridge doesn't tell VLANs apart, whatever its ports are set to.
# on: box
# breaks: 1.2.1
# checks: access trunk
ip link set br0 type bridge vlan_filtering 0
