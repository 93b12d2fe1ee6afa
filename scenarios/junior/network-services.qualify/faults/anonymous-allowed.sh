#!/bin/bash
# Anybody may log in without an account.
# on: files
# breaks: 1.2.4
# checks: ftp-anonymous
sed -i 's/anonymous_enable=NO/anonymous_enable=YES/' /etc/vsftpd.conf
systemctl restart vsftpd
