#!/bin/bash
# The PC's address has another prefix length: what lies in other networks seems to be on the LAN.
# on: pc
# breaks: 1.2.1
# checks: addresses
ip address del "$LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_prefix" dev eth1
ip address add "$LABCHECK_SELF_ADDRESS/16" dev eth1
ip route replace default via "$LABCHECK_HOST_hub_ADDRESS" dev eth1
