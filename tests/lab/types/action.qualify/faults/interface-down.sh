#!/bin/bash
# The interface is down already.
# on: box
# breaks: 1.1.4
# checks: interface-goes-down interface-back interface-back-by-itself
ip link set dev eth1 down
