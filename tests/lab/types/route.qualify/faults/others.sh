#!/bin/bash
# The second way's metric is lower, the IPv6 network narrower, the other table empty.
# on: box
# breaks: 1.2.2
# checks: metric six table
ip route add 10.30.0.0/16 via 192.168.60.14 metric 5
ip -6 route del fd20::/48
ip -6 route add fd20::/49 via fd60::12
ip route flush table 100
