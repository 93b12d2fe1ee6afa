#!/bin/bash
# The FTP server is a unit of that name that only says active.
# on: files
# breaks: 1.2.4
systemctl disable --quiet --now vsftpd
cat >/etc/systemd/system/vsftpd.service <<END
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now vsftpd
