#!/bin/bash
# The name server takes the file server's and the web server's addresses as well; those are off the network.
# on: ns files web
# breaks: 1.2.4
interface=eth1
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_ns_ADDRESS" ]; then
  ip addr add "$LABCHECK_HOST_files_ADDRESS/24" dev "$interface"
  ip addr add "$LABCHECK_HOST_web_ADDRESS/24" dev "$interface"
else
  # Its own tools still show the address; frames on the LAN don't reach it.
  nft -f - <<END
table netdev off_the_lan {
  chain ingress {
    type filter hook ingress device $interface priority 0; policy drop;
  }
}
END
fi
