ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
echo app:apple >/etc/memcached.users
printf '%s\n' -d "-m 64" "-p 11211" "-u memcache" "-l 0.0.0.0" "-Y /etc/memcached.users" >/etc/memcached.conf
systemctl enable --quiet memcached
systemctl restart memcached
