ip link del eth1.20 2>/dev/null || true
ip link del br0 2>/dev/null || true
ip link set eth1 up
ip link add link eth1 name eth1.20 type vlan id 20
ip addr add 10.20.0.1/24 dev eth1.20
ip link set eth1.20 up
ip link add br0 type bridge vlan_filtering 1
for i in 1 2; do
  ip link show "port$i" >/dev/null 2>&1 || ip link add "port$i" type veth peer name "peer$i"
  ip link set "port$i" master br0
done
bridge vlan del dev port1 vid 1
bridge vlan add dev port1 vid 10 pvid untagged
bridge vlan add dev port2 vid 10-12
ip link set br0 up
