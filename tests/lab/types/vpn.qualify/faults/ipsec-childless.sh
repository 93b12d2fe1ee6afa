#!/bin/bash
# The two know each other, but nothing goes through.
# on: left
# breaks: 2.2.4
# checks: ipsec ipsec-peer
swanctl --terminate --child lans >/dev/null 2>&1
