#!/bin/bash
# The server is off the LAN, which its own tools don't show, and the PC answers to its address.
# on: pc server
# breaks: 1.2.1
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_pc_ADDRESS" ]; then
  ip address add "$LABCHECK_HOST_server_ADDRESS/32" dev lo
else
  nft -f - <<END
table netdev off_the_lan {
  chain ingress {
    type filter hook ingress device eth1 priority 0; policy drop;
  }
}
END
fi
