ip addr replace 192.168.60.11/24 dev eth1
ip link set eth1 up
ip addr replace fd60::11/64 dev eth1 nodad
nft flush ruleset
iptables -A INPUT -i eth1 -p icmp --icmp-type echo-request -j DROP
grep -q peer.lab /etc/hosts || echo 192.168.60.12 peer.lab >>/etc/hosts
sed -i '/nobody.lab/d' /etc/hosts
ip route replace unreachable 10.99.0.0/16
ip neigh flush dev eth1
