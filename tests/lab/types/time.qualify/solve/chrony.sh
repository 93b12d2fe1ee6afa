ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
ln -sfn /usr/share/zoneinfo/Asia/Shanghai /etc/localtime
printf '%s\n' 'server 192.168.60.30 iburst minpoll 2' >/etc/chrony/chrony.conf
systemctl stop clock 2>/dev/null || true
systemd-run -q --collect --unit=clock -p Type=forking /usr/sbin/chronyd -x -u root   # Debian's own unit closes /dev/null in a lab
