#!/bin/bash
# Telnet is dropped without a word, the port is passed on elsewhere, the old tables are empty.
# on: ipt
# breaks: 1.2.2
# checks: ipt-telnet ipt-dnat ipt-legacy
iptables -I INPUT -i eth1 -p tcp --dport 23 -j DROP
iptables -t nat -F
iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 8080 -j DNAT --to-destination 10.6.0.6:80
iptables-legacy -F
