#!/bin/bash
# No spanning tree.
# on: box
# breaks: 1.2.2
# checks: tree
ip link set br0 type bridge stp_state 0
