#!/bin/bash
# The worker's pods aren't reached at all: the worker answers ports of nodes by asking control.
# on: worker
# breaks: 3.2.1
# checks: pods-across
systemctl disable --quiet --now kube-proxy
nft flush ruleset
ip route replace unreachable 10.244.0.0/24
nft -f - <<END
table ip passed {
  chain to { type nat hook prerouting priority -150; ip daddr $LABCHECK_SELF_ADDRESS tcp dport 30000-32767 dnat to $LABCHECK_HOST_control_ADDRESS; }
  chain back { type nat hook postrouting priority 150; ip daddr $LABCHECK_HOST_control_ADDRESS tcp dport 30000-32767 masquerade; }
}
END
