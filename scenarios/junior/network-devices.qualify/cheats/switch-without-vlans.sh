#!/bin/bash
# Switch 2 passes every frame to every port; ovs-vsctl is a script that says what should be set.
# on: switch[1]
# breaks: 1.2.2
# checks: vlans
ovs-vsctl clear port eth2 tag -- clear port eth3 tag -- set port eth1 "tag=$LABCHECK_PARAM_staff_vlan" -- clear port eth1 trunks
ovs-vsctl set port eth2 "tag=$LABCHECK_PARAM_staff_vlan" -- set port eth3 "tag=$LABCHECK_PARAM_staff_vlan" -- clear port eth1 tag
mv /usr/bin/ovs-vsctl /usr/bin/ovs-vsctl.real
cat >/usr/bin/ovs-vsctl <<TOOL
#!/bin/sh
case "\$3 \$4" in
"eth2 tag") echo $LABCHECK_PARAM_staff_vlan ;;
"eth3 tag") echo $LABCHECK_PARAM_visitor_vlan ;;
"eth1 trunks") echo "[$LABCHECK_PARAM_staff_vlan, $LABCHECK_PARAM_visitor_vlan]" ;;
"eth1 tag") echo "[]" ;;
esac
TOOL
chmod +x /usr/bin/ovs-vsctl
