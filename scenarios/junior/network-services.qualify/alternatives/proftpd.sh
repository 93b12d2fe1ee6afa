#!/bin/bash
# ProFTPD instead of vsftpd, with a user who may not write outside incoming.
# on: files
user=$LABCHECK_PARAM_ftp_user
root=$LABCHECK_PARAM_ftp_root
export DEBIAN_FRONTEND=noninteractive
dpkg --purge vsftpd >/dev/null
dpkg --install /var/cache/packages/proftpd-core_*.deb >/dev/null
mkdir -p "${root%/*}"
useradd --home-dir "$root" --shell /bin/false "$user"
echo "$user:$LABCHECK_PARAM_ftp_password" | chpasswd
mkdir -p "$root/incoming"
chown -R "$user:" "$root"
cat >/etc/proftpd/conf.d/company.conf <<END
DefaultRoot ~
RequireValidShell off
UseReverseDNS off
PassivePorts 40000 40100
END
systemctl enable --quiet proftpd
systemctl restart proftpd
