#!/bin/bash
# Only the proctor's machine is turned away.
# on: server
# breaks: 1.1.4
# checks: firewall
cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority 0; policy accept;
    ip saddr $LABCHECK_HOST_client_ADDRESS tcp dport $LABCHECK_PARAM_closed_port drop
  }
}
CONF
systemctl restart nftables
