#!/bin/bash
# gate answers on the public port itself, with words of its own.
# on: gate
# breaks: 1.2.2
# checks: published
sed -i '/dnat to/d; s/iifname eth2 ip daddr/iifname eth4 tcp dport '"$LABCHECK_PARAM_public_port"' accept\n    &/' /etc/nftables.conf
systemctl reload nftables
systemd-run --quiet systemd-socket-activate --inetd -a -l "$LABCHECK_PARAM_outer_address:$LABCHECK_PARAM_public_port" \
  /bin/echo "desk at $LABCHECK_HOST_desk_ADDRESS for $LABCHECK_HOST_outside_ADDRESS"
