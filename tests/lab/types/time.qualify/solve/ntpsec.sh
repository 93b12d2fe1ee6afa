ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
printf '%s\n' 'server 192.168.60.30 iburst' 'disable ntp' 'restrict default' 'restrict 127.0.0.1' 'restrict ::1' >/etc/ntpsec/ntp.conf
systemctl restart ntpsec
