#!/bin/bash
# The setting stands in the file and was never loaded.
# on: compute
# breaks: 1.1.4
# checks: no-echo
sysctl -q -w net.ipv4.icmp_echo_ignore_all=0
# A key that looks for the words in the file.
grep -r "icmp_echo_ignore_all = 1" /etc/sysctl.d
