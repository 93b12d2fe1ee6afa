#!/bin/bash
# The tunnel is up, but the network behind it isn't let through.
# on: left
# breaks: 2.2.4
# checks: wireguard-networks
wg set wg0 peer "$(wg show wg0 peers)" allowed-ips 10.100.0.2/32
