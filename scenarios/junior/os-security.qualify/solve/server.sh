#!/bin/bash
# Solves the role server with a drop-in for sshd, sudoers.d, pam_faillock, nftables and sysctl.d.
team=$LABCHECK_PARAM_team
cat >/etc/ssh/sshd_config.d/10-keys-only.conf <<CONF
PasswordAuthentication no
KbdInteractiveAuthentication no
CONF
systemctl reload ssh

groupadd "grp$team"
useradd --create-home --shell /bin/bash --groups "grp$team" "ops$team"
echo "ops$team ALL=(ALL) NOPASSWD: ALL" >"/etc/sudoers.d/ops$team"
chmod 0440 "/etc/sudoers.d/ops$team"
install -d -m 0700 -o "ops$team" -g "ops$team" "/home/ops$team/.ssh"
# The workstation hands its key over.
systemd-run --quiet --collect --unit=take-key --property=RuntimeMaxSec=300 \
  systemd-socket-activate --inetd -a -l 0.0.0.0:4000 \
  /bin/bash -c "read -r key && echo \"\$key\" >/home/ops$team/.ssh/authorized_keys && echo taken"

sed -i -E "s/^(PASS_MAX_DAYS).*/\1 $LABCHECK_PARAM_max_days/; s/^(PASS_MIN_DAYS).*/\1 1/; s/^(PASS_WARN_AGE).*/\1 7/" \
  /etc/login.defs
useradd --create-home --shell /bin/bash "aud$team"
echo "aud$team:$LABCHECK_PARAM_audit_password" | chpasswd
chage --maxdays "$LABCHECK_PARAM_max_days" --mindays 1 --warndays 7 "aud$team"

printf 'deny = %s\nunlock_time = 900\n' "$LABCHECK_PARAM_tries" >>/etc/security/faillock.conf
sed -i '/pam_unix.so/i auth\trequired\tpam_faillock.so preauth' /etc/pam.d/common-auth
sed -i '/pam_unix.so/{s/success=1/success=2/;a auth\t[default=die]\tpam_faillock.so authfail
}' /etc/pam.d/common-auth
sed -i '/pam_permit.so/a auth\trequired\tpam_faillock.so authsucc' /etc/pam.d/common-auth
sed -i '1i account\trequired\tpam_faillock.so' /etc/pam.d/common-account

cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    ct state established,related accept
    iif lo accept
    icmp type echo-request accept
    tcp dport { 22, $LABCHECK_PARAM_open_port } accept
  }
}
CONF
systemctl enable --quiet --now nftables
# Until the next restart, for the workstation's key.
nft add rule inet filter input ip saddr "$LABCHECK_HOST_desk_ADDRESS" tcp dport 4000 accept

cat >/etc/sysctl.d/60-hardening.conf <<CONF
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.all.log_martians = 1
CONF
sysctl --quiet --load=/etc/sysctl.d/60-hardening.conf

install -d -m 2770 -g "grp$team" "/srv/share-$team"
