#!/bin/bash
# The FTP server lets its user in with any password.
# on: files
# breaks: 1.2.4
# checks: ftp-login
printf 'auth required pam_permit.so\naccount required pam_permit.so\nsession required pam_permit.so\n' >/etc/pam.d/vsftpd
