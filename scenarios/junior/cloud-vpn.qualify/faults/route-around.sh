#!/bin/bash
# The branch's packets to the headquarters don't go into the tunnel.
# on: branch
# breaks: 2.2.4
# checks: vpn-to-hq
ip route replace "$LABCHECK_PARAM_hq_net.0/24" via "$LABCHECK_HOST_hq_ADDRESS"
