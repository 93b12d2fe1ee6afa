#!/bin/bash
# No default gateway on either machine; a route leads just where the examiner is known to look.
# on: pc server
# breaks: 1.2.1
# checks: gateway
ip route add 198.18.0.0/15 via "$LABCHECK_HOST_hub_ADDRESS"
ip route del default
ip route add unreachable default
