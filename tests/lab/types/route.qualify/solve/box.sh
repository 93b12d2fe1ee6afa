cat >/etc/network/interfaces.d/lan <<'EOF'
auto eth1
iface eth1 inet static
    address 192.168.60.11/24
    up ip route replace 10.20.0.0/16 via 192.168.60.12
EOF
ifdown --force eth1 2>/dev/null || true
ip addr flush dev eth1
ifup --force eth1
ip route flush 10.30.0.0/16
ip route add 10.30.0.0/16 via 192.168.60.12 metric 10
ip route add 10.30.0.0/16 via 192.168.60.13 metric 20
ip addr replace fd60::11/64 dev eth1 nodad
ip -6 route replace fd20::/48 via fd60::12
ip route replace default via 192.168.60.12 table 100
ip route flush 10.20.3.0/24
