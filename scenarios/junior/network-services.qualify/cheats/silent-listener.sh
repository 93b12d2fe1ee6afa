#!/bin/bash
# Something listens on the FTP port, and speaks no FTP.
# on: files
# breaks: 1.2.4
systemctl disable --quiet --now vsftpd
cat >/etc/systemd/system/vsftpd.service <<END
[Service]
ExecStart=/usr/sbin/sshd -D -p 21 -o PidFile=none
[Install]
WantedBy=multi-user.target
END
systemctl daemon-reload
systemctl enable --quiet --now vsftpd
