#!/bin/bash
# The FTP server offers no passive mode.
# on: files
# breaks: 1.2.4
# checks: ftp-login
echo 'pasv_enable=NO' >>/etc/vsftpd.conf
systemctl restart vsftpd
