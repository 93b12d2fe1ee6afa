#!/bin/bash
# The primary's link is lost; the bond goes on by the other.
# on: box
# breaks: 1.2.1
# checks: working active
ip link set p1 down
sleep 1
