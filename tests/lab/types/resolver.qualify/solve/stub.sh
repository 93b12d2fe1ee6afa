ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
dpkg -s systemd-resolved >/dev/null 2>&1 || dpkg -i /var/cache/packages/systemd-resolved_*.deb >/dev/null
mkdir -p /etc/systemd/resolved.conf.d
printf '[Resolve]\nDNS=192.168.60.20\nDNSSEC=no\n' >/etc/systemd/resolved.conf.d/lab.conf
ln -sfn /run/systemd/resolve/stub-resolv.conf /etc/resolv.conf
systemctl restart systemd-resolved
