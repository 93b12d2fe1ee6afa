#!/bin/bash
# The other side knows another key: no handshake comes about.
# on: left
# breaks: 2.2.4
# checks: wireguard
wg-quick down wg0 >/dev/null 2>&1
sed -i "s|^PrivateKey.*|PrivateKey = $(wg genkey)|" /etc/wireguard/wg0.conf
wg-quick up wg0 >/dev/null 2>&1
