#!/bin/bash
# The peer ignores echo requests of IPv4.
# on: peer
# breaks: 1.2.2
# checks: answers by-name out-of
sysctl --quiet -w net.ipv4.icmp_echo_ignore_all=1
