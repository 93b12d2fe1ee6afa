ip addr replace 192.168.60.11/24 dev eth1
ip link set eth1 up
ip link show lan >/dev/null 2>&1 || ip link add lan type bridge
ip addr replace 10.31.0.1/16 dev lan
ip addr replace 10.41.0.1/16 dev lan
ip link set lan up
ip route del 10.32.0.0/16 2>/dev/null || true
sed -i 's/^\(ospfd\|bgpd\)=no/\1=yes/' /etc/frr/daemons
cat >/etc/frr/frr.conf <<EOF
frr defaults traditional
interface eth1
 ip ospf network point-to-point
 ip ospf hello-interval 1
 ip ospf dead-interval 4
router ospf
 ospf router-id 192.168.60.11
 network 192.168.60.0/24 area 0
 network 10.31.0.0/16 area 0
router bgp 65001
 no bgp ebgp-requires-policy
 neighbor 192.168.60.12 remote-as 65002
 neighbor 192.168.60.12 timers 1 4
 neighbor 192.168.60.12 timers connect 2
 address-family ipv4 unicast
  network 10.41.0.0/16
 exit-address-family
EOF
systemctl reset-failed frr 2>/dev/null || true
systemctl restart frr
