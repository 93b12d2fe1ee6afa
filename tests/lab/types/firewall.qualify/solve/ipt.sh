nft flush ruleset
iptables-legacy -F
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -i eth0 -j ACCEPT
iptables -A INPUT -s 192.168.60.0/24 -p tcp -m multiport --dports 22,80 -m comment --comment "administrators: -j DROP" -j ACCEPT
iptables -A INPUT -p tcp --dport 23 -j REJECT --reject-with tcp-reset
iptables -A INPUT -p tcp --dport 25 -j ACCEPT
iptables -P INPUT DROP
iptables -t nat -A PREROUTING -i eth1 -p tcp --dport 8080 -j DNAT --to-destination 10.6.0.5:80
netfilter-persistent save 2>/dev/null
iptables-legacy -A INPUT -i eth1 -p tcp --dport 25 -j DROP
systemctl --quiet enable netfilter-persistent 2>/dev/null
