#!/bin/bash
# Solves the role branch with ifupdown and FRRouting.
cat >/etc/network/interfaces.d/lans <<CONF
auto eth1 eth2
iface eth1 inet static
    address $LABCHECK_SELF_ADDRESS/24
iface eth2 inet static
    address $LABCHECK_PARAM_branch_gate/24
CONF
ifup eth1 eth2
echo net.ipv4.ip_forward=1 >/etc/sysctl.d/60-router.conf
sysctl --quiet --load=/etc/sysctl.d/60-router.conf
sed -i 's/^ospfd=no/ospfd=yes/' /etc/frr/daemons
cat >/etc/frr/frr.conf <<CONF
frr defaults traditional
interface eth1
 ip ospf hello-interval 1
 ip ospf dead-interval 4
router ospf
 network $LABCHECK_PARAM_branch_network area 0
 network $LABCHECK_PARAM_backbone_network area 0
 passive-interface eth2
CONF
systemctl enable --quiet frr
systemctl restart frr
