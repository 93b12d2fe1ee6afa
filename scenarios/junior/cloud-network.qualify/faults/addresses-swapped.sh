#!/bin/bash
# red-1 and red-2 have each other's address.
# on: cloud
# breaks: 2.2.1 2.2.2
# checks: vpc-same-network outer-reached inner-address
ip -n red-1 address del "$LABCHECK_PARAM_red_net.11/24" dev eth0
ip -n red-2 address del "$LABCHECK_PARAM_red_net.12/24" dev eth0
ip -n red-1 address add "$LABCHECK_PARAM_red_net.12/24" dev eth0
ip -n red-2 address add "$LABCHECK_PARAM_red_net.11/24" dev eth0
ip -n red-1 route add default via "$LABCHECK_PARAM_red_net.1"
ip -n red-2 route add default via "$LABCHECK_PARAM_red_net.1"
