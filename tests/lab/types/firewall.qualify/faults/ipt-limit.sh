#!/bin/bash
# Whether SSH comes in hangs on a rate: nobody can say.
# on: ipt
# breaks: 1.2.2
# checks: ipt-ssh
iptables -I INPUT -i eth1 -p tcp --dport 22 -m limit --limit 3/min -j ACCEPT
iptables -D INPUT -s 192.168.60.0/24 -p tcp -m multiport --dports 22,80 -m comment --comment "administrators: -j DROP" -j ACCEPT
