#!/bin/bash
# The setting is written with the value that reads like "no echo" and means the opposite.
# on: compute
# breaks: 1.1.4
# checks: no-echo
echo "net.ipv4.icmp_echo_ignore_all = 0" >/etc/sysctl.d/60-echo.conf
sysctl -q -p /etc/sysctl.d/60-echo.conf
# A key that takes the name for the wording: 0 for "no echo".
sysctl -n net.ipv4.icmp_echo_ignore_all | grep -x 0
