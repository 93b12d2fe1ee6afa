#!/bin/bash
# FRR is stopped on the other router.
# on: two
# breaks: 1.2.2
# checks: neighbor ospf-route peer bgp-route daemons
systemctl stop frr
sleep 5
