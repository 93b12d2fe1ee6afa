#!/bin/bash
# The prefix has 16 bits instead of 24.
# on: controller
# breaks: 1.2.1
# checks: lan-addresses
ip addr add "$LABCHECK_SELF_ADDRESS/16" dev eth1
ip addr del "$LABCHECK_SELF_ADDRESS/24" dev eth1
# A key that looks for the address as a piece of text.
ip addr show dev eth1 | grep -F "$LABCHECK_SELF_ADDRESS"
