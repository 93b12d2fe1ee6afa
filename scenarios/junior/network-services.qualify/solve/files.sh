#!/bin/bash
# Solves the role files: vsftpd with one local user who is kept in a folder.
user=$LABCHECK_PARAM_ftp_user
root=$LABCHECK_PARAM_ftp_root
mkdir -p "${root%/*}"
useradd --home-dir "$root" --shell /usr/sbin/nologin "$user"
echo "$user:$LABCHECK_PARAM_ftp_password" | chpasswd
grep -qx /usr/sbin/nologin /etc/shells || echo /usr/sbin/nologin >>/etc/shells
mkdir -p "$root/incoming"
chown "$user:" "$root/incoming"
cat >/etc/vsftpd.conf <<END
listen=YES
listen_ipv6=NO
anonymous_enable=NO
local_enable=YES
write_enable=YES
local_umask=022
chroot_local_user=YES
secure_chroot_dir=/var/run/vsftpd/empty
pam_service_name=vsftpd
pasv_min_port=40000
pasv_max_port=40100
seccomp_sandbox=NO
END
systemctl enable --quiet vsftpd
systemctl restart vsftpd
