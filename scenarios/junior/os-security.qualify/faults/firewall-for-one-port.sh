#!/bin/bash
# The firewall turns away the one port that is asked for, and lets everything else in.
# on: server
# breaks: 1.1.4
# checks: firewall
cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority 0; policy accept;
    iif lo accept
    tcp dport $LABCHECK_PARAM_closed_port drop
  }
}
CONF
systemctl restart nftables
