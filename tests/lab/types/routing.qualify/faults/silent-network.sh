#!/bin/bash
# The network is no longer announced; they are neighbours still.
# on: two
# breaks: 1.2.2
# checks: ospf-route
vtysh -c 'configure terminal' -c 'router ospf' -c 'no network 10.32.0.0/16 area 0'
sleep 3
