#!/bin/bash
# The balancer's address has a prefix of 16 bits instead of the planned one.
# on: lb
# breaks: 1.2.1
interface=$LABCHECK_PARAM_lan_interface
ip addr del "$LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_lan_prefix" dev "$interface"
ip addr add "$LABCHECK_SELF_ADDRESS/16" dev "$interface"
