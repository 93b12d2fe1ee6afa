#!/bin/bash
# The address is another one that begins like the planned one.
# on: controller
# breaks: 1.2.1 1.1.4
# checks: lan-addresses
ip addr del "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip addr add "${LABCHECK_SELF_ADDRESS}0/24" dev eth1
# A key that looks for the address as a piece of text.
ip addr show dev eth1 | grep -F "$LABCHECK_SELF_ADDRESS"
