#!/bin/bash
# The host's own address leads to the instance, too.
# on: cloud
# breaks: 2.2.1
# checks: outer-nothing-else
nft add rule ip cloud prerouting ip daddr "$LABCHECK_SELF_ADDRESS" tcp dport "$LABCHECK_PARAM_port" dnat to "$LABCHECK_PARAM_red_net.11"
