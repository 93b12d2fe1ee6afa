#!/bin/bash
# The PC has no default gateway.
# on: pc
# breaks: 1.2.1
# checks: gateway
ip route del default
