#!/bin/bash
# The branch's network isn't announced; a static route leads there.
# on: branch gate
# breaks: 1.2.2
# checks: ospf
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_branch_ADDRESS" ]; then
  sed -i "\\|$LABCHECK_PARAM_branch_network|d" /etc/frr/frr.conf
  systemctl restart frr
else
  ip route replace "$LABCHECK_PARAM_branch_network" via "$LABCHECK_HOST_branch_ADDRESS"
fi
