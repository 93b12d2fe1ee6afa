#!/bin/bash
# The other router is in another area: they never become neighbours.
# on: two
# breaks: 1.2.2
# checks: neighbor ospf-route
vtysh -c 'configure terminal' -c 'router ospf' -c 'no network 192.168.60.0/24 area 0' -c 'network 192.168.60.0/24 area 1'
sleep 5
