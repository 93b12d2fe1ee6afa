#!/bin/bash
# The headquarters has another private key than the branch knows of.
# on: hq
# breaks: 2.2.4
# checks: vpn-to-branch vpn-to-hq
sed -i "s|^PrivateKey.*|PrivateKey = $(wg genkey)|" /etc/wireguard/wg0.conf
systemctl restart wg-quick@wg0
