ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
printf '%s\n' -d "-m 128" "-p 11211" "-u memcache" "-l 0.0.0.0" "-c 4096" >/etc/memcached.conf
systemctl enable --quiet memcached
systemctl restart memcached
