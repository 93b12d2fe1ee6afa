#!/bin/bash
# The FTP user sees the whole machine.
# on: files
# breaks: 1.2.4
# checks: ftp-confined
sed -i 's/chroot_local_user=YES/chroot_local_user=NO/' /etc/vsftpd.conf
systemctl restart vsftpd
