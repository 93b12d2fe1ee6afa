rm -f /etc/systemd/journald.conf.d/lab.conf
mkdir -p /var/log/journal
systemctl restart systemd-journald
journalctl --quiet --rotate
# Not --vacuum-time: it leaves what is younger than a second.
find /var/log/journal /run/log/journal -name '*@*.journal' -delete 2>/dev/null || true
cat >/etc/systemd/system/shop.service <<END
[Service]
Type=oneshot
SyslogIdentifier=shop
RemainAfterExit=yes
ExecStart=/bin/echo ready on port 8080
END
systemctl daemon-reload
systemctl restart shop
journalctl --sync
