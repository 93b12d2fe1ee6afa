#!/bin/bash
# The server's default gateway is a machine that passes nothing on.
# on: server
# breaks: 1.2.1
# checks: gateway
ip route replace default via "$LABCHECK_HOST_pc_ADDRESS" dev eth1
