#!/bin/bash
# The peers speak, but the network isn't announced.
# on: two
# breaks: 1.2.2
# checks: bgp-route
vtysh -c 'configure terminal' -c 'router bgp 65002' -c 'address-family ipv4 unicast' -c 'no network 10.42.0.0/16'
sleep 2
