#!/bin/bash
# The peer is expected in another autonomous system.
# on: two
# breaks: 1.2.2
# checks: peer bgp-route
vtysh -c 'configure terminal' -c 'router bgp 65002' -c 'neighbor 192.168.60.11 remote-as 65009'
sleep 2
