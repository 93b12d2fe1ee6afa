#!/bin/bash
# The PC's questions to hub's clock are led to the server, which gives its own time; chronyc names hub.
# on: pc server
# breaks: 1.2.1
# checks: restart
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_server_ADDRESS" ]; then
  printf '%s\n' 'local stratum 9' allow >>/etc/chrony/chrony.conf
  systemctl restart chrony
else
  cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table ip elsewhere {
  chain output {
    type nat hook output priority -100;
    ip daddr $LABCHECK_HOST_hub_ADDRESS udp dport 123 dnat to $LABCHECK_HOST_server_ADDRESS
  }
}
CONF
  systemctl enable --quiet --now nftables
  systemctl restart chrony
fi
