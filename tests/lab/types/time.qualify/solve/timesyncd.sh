ip addr replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
if dpkg -s ntpsec 2>/dev/null | grep -q '^Status: .* installed$'; then dpkg -r ntpsec >/dev/null; fi
dpkg -s systemd-timesyncd >/dev/null 2>&1 || dpkg -i /var/cache/packages/systemd-timesyncd_*.deb >/dev/null 2>&1
mkdir -p /etc/systemd/system/systemd-timesyncd.service.d
printf '[Unit]\nConditionVirtualization=\n' >/etc/systemd/system/systemd-timesyncd.service.d/lab.conf
printf '[Time]\nNTP=192.168.60.30\nRootDistanceMaxSec=30\n' >/etc/systemd/timesyncd.conf
systemctl daemon-reload
rm -f /run/systemd/timesync/synchronized
systemctl restart systemd-timesyncd
