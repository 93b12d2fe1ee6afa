#!/bin/bash
# One web server takes the other's address as well, and the other is off the LAN.
# on: web[0] web[1]
# breaks: 1.2.1 2.2.3
interface=$LABCHECK_PARAM_lan_interface
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_web_0_ADDRESS" ]; then
  ip addr add "$LABCHECK_HOST_web_1_ADDRESS/$LABCHECK_PARAM_lan_prefix" dev "$interface"
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
