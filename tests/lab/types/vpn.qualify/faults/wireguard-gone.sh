#!/bin/bash
# No tunnel.
# on: left
# breaks: 2.2.4
# checks: wireguard wireguard-networks
wg-quick down wg0 >/dev/null 2>&1
