#!/bin/bash
# Solves the role gate with rules of iptables, and OSPF told to interfaces.
for number in 1 2 3 4; do echo "auto eth$number"; done >>/etc/network/interfaces
cat >>/etc/network/interfaces <<CONF
iface eth1 inet static
    address $LABCHECK_SELF_ADDRESS
    netmask 255.255.255.0
iface eth2 inet static
    address $LABCHECK_PARAM_visitor_gate
    netmask 255.255.255.0
iface eth3 inet static
    address $LABCHECK_PARAM_backbone_gate
    netmask 255.255.255.0
iface eth4 inet static
    address $LABCHECK_PARAM_outer_address
    netmask 255.255.255.0
CONF
ifup eth1 eth2 eth3 eth4
sed -i 's/^#\?net.ipv4.ip_forward=.*/net.ipv4.ip_forward=1/' /etc/sysctl.conf
sysctl --quiet --load=/etc/sysctl.conf
sed -i 's/^ospfd=no/ospfd=yes/' /etc/frr/daemons
cat >/etc/frr/frr.conf <<CONF
frr defaults traditional
interface eth1
 ip ospf area 0.0.0.0
 ip ospf passive
interface eth3
 ip ospf area 0.0.0.0
 ip ospf hello-interval 1
 ip ospf dead-interval 4
router ospf
 ospf router-id $LABCHECK_SELF_ADDRESS
CONF
systemctl enable --quiet frr
systemctl restart frr
iptables -A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
for from in lo eth0 eth1 eth3; do iptables -A INPUT -i "$from" -j ACCEPT; done
iptables -A INPUT -i eth2 -d "$LABCHECK_PARAM_visitor_gate" -p icmp --icmp-type echo-request -j ACCEPT
iptables -P INPUT DROP
iptables -A FORWARD -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
iptables -A FORWARD -i eth1 -j ACCEPT
iptables -A FORWARD -i eth2 -o eth4 -j ACCEPT
iptables -A FORWARD -i eth3 -o eth1 -j ACCEPT
iptables -A FORWARD -i eth4 -d "$LABCHECK_HOST_desk_ADDRESS" -p tcp --dport "$LABCHECK_PARAM_desk_port" -j ACCEPT
iptables -P FORWARD DROP
iptables -t nat -A PREROUTING -d "$LABCHECK_PARAM_outer_address" -p tcp --dport "$LABCHECK_PARAM_public_port" \
  -j DNAT --to-destination "$LABCHECK_HOST_desk_ADDRESS:$LABCHECK_PARAM_desk_port"
iptables -t nat -A POSTROUTING -o eth4 -j SNAT --to-source "$LABCHECK_PARAM_outer_address"
netfilter-persistent save 2>/dev/null
systemctl enable --quiet netfilter-persistent 2>/dev/null
