ip link del br0 2>/dev/null || true
ip link show port0 >/dev/null 2>&1 || ip link add port0 type veth peer name port1
brctl addbr br0
brctl addif br0 eth1
brctl addif br0 port0
ip link set br0 type bridge stp_state 1 priority 4096 forward_delay 200
ip link set eth1 up
ip link set br0 up
ip addr flush dev eth1
ip addr add 192.168.60.11/24 dev br0
