rm -f /etc/systemd/journald.conf.d/lab.conf
mkdir -p /var/log/journal
systemctl restart systemd-journald
journalctl --quiet --rotate
journalctl --quiet --vacuum-time=1s
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
