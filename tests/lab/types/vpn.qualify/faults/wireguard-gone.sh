#!/bin/bash
# No tunnel.
# on: left
# checks: wireguard wireguard-networks
wg-quick down wg0 >/dev/null 2>&1
