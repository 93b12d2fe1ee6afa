#!/bin/bash
# The tunnel is up for show; packets go over the LAN as they are, by routes and without a filter.
# on: hq branch
# breaks: 2.2.4
# checks: vpn-to-branch
nft flush chain inet gate input
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_hq_ADDRESS" ]; then
  ip route replace "$LABCHECK_PARAM_branch_net.0/24" via "$LABCHECK_HOST_branch_ADDRESS" src "$LABCHECK_PARAM_hq_net.1"
else
  ip route replace "$LABCHECK_PARAM_hq_net.0/24" via "$LABCHECK_HOST_hq_ADDRESS" src "$LABCHECK_PARAM_branch_net.1"
fi
