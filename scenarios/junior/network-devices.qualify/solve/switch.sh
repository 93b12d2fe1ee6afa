#!/bin/bash
# Solves both switches. Their ports' links are switched on by ifupdown.
systemctl enable --quiet --now openvswitch-switch
staff=$LABCHECK_PARAM_staff_vlan visitors=$LABCHECK_PARAM_visitor_vlan
ovs-vsctl --may-exist add-br br0 -- set bridge br0 datapath_type=netdev
ovs-vsctl --may-exist add-port br0 eth1 -- set port eth1 "trunks=$staff,$visitors"
ovs-vsctl --may-exist add-port br0 eth2 -- set port eth2 "tag=$staff"
ovs-vsctl --may-exist add-port br0 eth3 -- set port eth3 "tag=$visitors"
for port in eth1 eth2 eth3; do
  printf 'auto %s\niface %s inet manual\n' "$port" "$port"
done >/etc/network/interfaces.d/ports
ifup eth1 eth2 eth3
