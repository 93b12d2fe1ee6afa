#!/bin/bash
# Saved before the rule was made.
# on: ipt
# breaks: 1.2.2
# checks: ipt-boot
sed -i '/multiport/d' /etc/iptables/rules.v4
