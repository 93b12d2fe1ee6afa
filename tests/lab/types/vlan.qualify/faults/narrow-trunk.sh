#!/bin/bash
# VLAN 12 is missing on the trunk, the access port lets VLAN 1 through, too.
# on: box
# breaks: 1.2.1
# checks: access trunk
bridge vlan del dev port2 vid 12
bridge vlan add dev port1 vid 1
