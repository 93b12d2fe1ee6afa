#!/bin/bash
# No IPv6 any more, and a way where there was none.
# on: box
# breaks: 1.2.2
# checks: six no-way
ip -6 addr flush dev eth1 scope global
ip route replace blackhole 10.99.0.0/16
ip route del unreachable 10.99.0.0/16 2>/dev/null || true
ip route flush 10.99.0.0/16
