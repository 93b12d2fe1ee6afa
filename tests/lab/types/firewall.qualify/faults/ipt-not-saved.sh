#!/bin/bash
# Saved before the rule was made.
# on: ipt
# checks: ipt-boot
sed -i '/multiport/d' /etc/iptables/rules.v4
