#!/bin/bash
# The file server's own FTP server is for show: all that comes to it is led on to one on the name server's machine.
# on: ns files
# breaks: 1.2.4
# checks: ftp-upload ftp-download
user=$LABCHECK_PARAM_ftp_user
root=$LABCHECK_PARAM_ftp_root
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_ns_ADDRESS" ]; then
  mkdir -p "${root%/*}"
  useradd --home-dir "$root" --shell /bin/bash "$user"
  echo "$user:$LABCHECK_PARAM_ftp_password" | chpasswd
  mkdir -p "$root/incoming"
  chown "$user:" "$root/incoming"
  cat >/etc/vsftpd.conf <<END
listen=YES
listen_ipv6=NO
anonymous_enable=NO
local_enable=YES
write_enable=YES
chroot_local_user=YES
secure_chroot_dir=/var/run/vsftpd/empty
pam_service_name=vsftpd
pasv_min_port=40000
pasv_max_port=40100
seccomp_sandbox=NO
END
  systemctl start vsftpd
else
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f - <<END
table ip led_on {
  chain before {
    type nat hook prerouting priority -100;
    ip daddr $LABCHECK_HOST_files_ADDRESS tcp dport { 21, 40000-40100 } dnat to $LABCHECK_HOST_ns_ADDRESS
  }
  chain after {
    type nat hook postrouting priority 100;
    ip daddr $LABCHECK_HOST_ns_ADDRESS tcp dport { 21, 40000-40100 } masquerade
  }
}
END
fi
