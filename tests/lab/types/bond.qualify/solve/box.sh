modprobe bonding
ip link del bond0 2>/dev/null || true
for i in 1 2; do
  ip link show "s$i" >/dev/null 2>&1 || ip link add "s$i" type veth peer name "p$i"
  ip link set "p$i" up
  ip link set "s$i" down
done
ip link add bond0 type bond mode active-backup miimon 100
ip link set s1 master bond0
ip link set s2 master bond0
ip link set bond0 type bond primary s1
ip link set bond0 up
ip addr add 10.8.0.1/24 dev bond0
