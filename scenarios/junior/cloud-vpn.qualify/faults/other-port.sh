#!/bin/bash
# The branch's end is on another port.
# on: branch
# breaks: 2.2.4
# checks: vpn-established
sed -i "s|^ListenPort.*|ListenPort = 51999|" /etc/wireguard/wg0.conf
systemctl restart wg-quick@wg0
