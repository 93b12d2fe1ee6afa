#!/bin/bash
# The same by other means: settings in the main files, the group sudo, rules of iptables kept by a service, an ACL-free
# directory of the group's own.
# on: server
team=$LABCHECK_PARAM_team
sed -i '1i PasswordAuthentication no\nKbdInteractiveAuthentication no' /etc/ssh/sshd_config
systemctl restart ssh

groupadd "grp$team"
useradd --create-home --shell /bin/bash --groups "grp$team,sudo" "ops$team"
sed -i 's/^%sudo.*/%sudo ALL=(ALL:ALL) NOPASSWD: ALL/' /etc/sudoers
install -d -m 0700 -o "ops$team" -g "ops$team" "/home/ops$team/.ssh"
systemd-run --quiet --collect --unit=take-key --property=RuntimeMaxSec=300 \
  systemd-socket-activate --inetd -a -l 0.0.0.0:4000 \
  /bin/bash -c "read -r key && echo \"\$key\" >/home/ops$team/.ssh/authorized_keys && echo taken"

sed -i -E 's/^(PASS_MAX_DAYS).*/\1\t30/; s/^(PASS_MIN_DAYS).*/\1\t2/; s/^(PASS_WARN_AGE).*/\1\t14/' /etc/login.defs
useradd --create-home "aud$team"
echo "aud$team:$LABCHECK_PARAM_audit_password" | chpasswd
sed -i '1i auth required pam_faillock.so preauth deny='"$LABCHECK_PARAM_tries"' unlock_time=0' /etc/pam.d/common-auth
sed -i '/pam_unix.so/{s/success=1/success=2/;a auth [default=die] pam_faillock.so authfail deny='"$LABCHECK_PARAM_tries"' unlock_time=0
}' /etc/pam.d/common-auth
sed -i '1i account required pam_faillock.so' /etc/pam.d/common-account

cat >/etc/iptables.rules <<RULES
*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
-A INPUT -i lo -j ACCEPT
-A INPUT -p tcp --dport 22 -j ACCEPT
-A INPUT -p tcp --dport $LABCHECK_PARAM_open_port -j ACCEPT
-A INPUT -p tcp -j REJECT --reject-with tcp-reset
COMMIT
RULES
cat >/etc/systemd/system/iptables.service <<UNIT
[Unit]
Before=network-pre.target
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables-restore /etc/iptables.rules
[Install]
WantedBy=multi-user.target
UNIT
systemctl enable --quiet --now iptables
iptables -I INPUT -s "$LABCHECK_HOST_desk_ADDRESS" -p tcp --dport 4000 -j ACCEPT

cat >>/etc/sysctl.conf <<CONF
net.ipv4.conf.all.accept_redirects=0
net.ipv4.conf.all.send_redirects=0
net.ipv4.conf.all.log_martians=1
CONF
sysctl --quiet --load

mkdir "/srv/share-$team"
chgrp "grp$team" "/srv/share-$team"
chmod u=rwx,g=rwxs,o= "/srv/share-$team"
