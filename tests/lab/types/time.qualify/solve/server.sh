ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
printf '%s\n' 'local stratum 8' allow >/etc/chrony/chrony.conf
systemctl is-active --quiet clock || systemd-run -q --collect --unit=clock -p Type=forking /usr/sbin/chronyd -x -u root   # Debian's own unit closes /dev/null in a lab
