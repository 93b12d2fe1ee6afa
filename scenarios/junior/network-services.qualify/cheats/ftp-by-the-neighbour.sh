#!/bin/bash
# The file server has no FTP server: its port leads to one on the web server's machine.
# on: files
# breaks: 1.2.4
systemctl stop vsftpd
systemctl disable --quiet vsftpd
cat >/etc/systemd/system/vsftpd.socket <<END
[Socket]
ListenStream=21
[Install]
WantedBy=sockets.target
END
cat >/etc/systemd/system/vsftpd.service <<END
[Service]
ExecStart=/lib/systemd/systemd-socket-proxyd $LABCHECK_HOST_web_ADDRESS:22
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet vsftpd.service
systemctl enable --quiet --now vsftpd.socket
