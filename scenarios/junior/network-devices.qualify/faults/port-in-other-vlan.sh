#!/bin/bash
# The visitor's port is in the staff's VLAN.
# on: switch[1]
# breaks: 1.2.2
# checks: switch-ports vlans
ovs-vsctl set port eth3 "tag=$LABCHECK_PARAM_staff_vlan"
