ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
cat >/etc/bind/named.conf <<END
options { directory "/var/cache/bind"; recursion no; listen-on-v6 { none; }; };
zone "lab.example" { type master; file "/etc/bind/lab.zone"; };
END
cat >/etc/bind/lab.zone <<END
\$TTL 0
@ SOA ns hostmaster 1 3600 600 86400 0
@ NS ns
ns A 192.168.60.20
db A 192.168.60.99
END
systemctl restart named
