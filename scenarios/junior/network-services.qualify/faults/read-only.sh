#!/bin/bash
# The FTP server allows no writing.
# on: files
# breaks: 1.2.4
# checks: ftp-upload
sed -i 's/write_enable=YES/write_enable=NO/' /etc/vsftpd.conf
systemctl restart vsftpd
