#!/bin/bash
# Solves the role gate with ifupdown, FRRouting and nftables.
cat >/etc/network/interfaces.d/lans <<CONF
auto eth1 eth2 eth3 eth4
iface eth1 inet static
    address $LABCHECK_SELF_ADDRESS/24
iface eth2 inet static
    address $LABCHECK_PARAM_visitor_gate/24
iface eth3 inet static
    address $LABCHECK_PARAM_backbone_gate/24
iface eth4 inet static
    address $LABCHECK_PARAM_outer_address/24
CONF
ifup eth1 eth2 eth3 eth4
echo net.ipv4.ip_forward=1 >/etc/sysctl.d/60-router.conf
sysctl --quiet --load=/etc/sysctl.d/60-router.conf
sed -i 's/^ospfd=no/ospfd=yes/' /etc/frr/daemons
cat >/etc/frr/frr.conf <<CONF
frr defaults traditional
interface eth3
 ip ospf hello-interval 1
 ip ospf dead-interval 4
router ospf
 network $LABCHECK_PARAM_staff_network area 0
 network $LABCHECK_PARAM_backbone_network area 0
 passive-interface eth1
CONF
systemctl enable --quiet frr
systemctl restart frr
cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iifname { lo, eth0, eth1, eth3 } accept
    iifname eth2 ip daddr $LABCHECK_PARAM_visitor_gate icmp type echo-request accept
  }
  chain forward {
    type filter hook forward priority 0; policy drop;
    ct state established,related accept
    iifname { eth1, eth2 } oifname eth4 accept
    iifname eth1 oifname eth3 accept
    iifname eth3 oifname eth1 accept
    iifname eth4 ct status dnat accept
  }
}
table ip nat {
  chain prerouting {
    type nat hook prerouting priority dstnat;
    iifname eth4 tcp dport $LABCHECK_PARAM_public_port dnat to $LABCHECK_HOST_desk_ADDRESS:$LABCHECK_PARAM_desk_port
  }
  chain postrouting {
    type nat hook postrouting priority srcnat;
    oifname eth4 masquerade
  }
}
CONF
systemctl enable --quiet nftables
systemctl restart nftables
