#!/bin/bash
# The trunk lets every VLAN through.
# on: switch[0]
# breaks: 1.2.2
# checks: switch-ports
ovs-vsctl clear port eth1 trunks
