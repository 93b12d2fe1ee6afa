#!/bin/bash
# The same by other means: one list of methods for sshd, PAM profiles, a firewall that refuses instead of dropping, and
# one file of settings with slashes in its keys.
# on: server
team=$LABCHECK_PARAM_team
echo 'AuthenticationMethods publickey' >/etc/ssh/sshd_config.d/00-exam.conf
systemctl reload ssh

useradd --create-home --shell /bin/bash --user-group "ops$team"
groupadd "grp$team"
gpasswd --add "ops$team" "grp$team" >/dev/null
printf 'User_Alias ADMINS = ops%s\nADMINS ALL = (ALL:ALL) NOPASSWD: ALL\n' "$team" >/etc/sudoers.d/admins
install -d -m 0700 -o "ops$team" -g "ops$team" "/home/ops$team/.ssh"
systemd-run --quiet --collect --unit=take-key --property=RuntimeMaxSec=300 \
  systemd-socket-activate --inetd -a -l 0.0.0.0:4000 \
  /bin/bash -c "read -r key && echo \"\$key\" >/home/ops$team/.ssh/authorized_keys && echo taken"

sed -i -E "s/^(PASS_MAX_DAYS).*/\1 $LABCHECK_PARAM_max_days/; s/^(PASS_MIN_DAYS).*/\1 1/" /etc/login.defs
useradd --create-home --shell /bin/bash "aud$team"
echo "aud$team:$LABCHECK_PARAM_audit_password" | chpasswd

cat >/usr/share/pam-configs/lockout <<PROFILE
Name: Count wrong passwords
Default: yes
Priority: 0
Auth-Type: Primary
Auth:
	[default=die] pam_faillock.so authfail deny=$LABCHECK_PARAM_tries unlock_time=1200
PROFILE
cat >/usr/share/pam-configs/lockout-first <<PROFILE
Name: Turn away who is locked
Default: yes
Priority: 1024
Auth-Type: Primary
Auth:
	requisite pam_faillock.so preauth deny=$LABCHECK_PARAM_tries unlock_time=1200
Account-Type: Primary
Account:
	required pam_faillock.so
PROFILE
DEBIAN_FRONTEND=noninteractive pam-auth-update --package

cat >/etc/nftables.conf <<CONF
#!/usr/sbin/nft -f
flush ruleset
table ip guard {
  chain incoming {
    type filter hook input priority filter; policy accept;
    iifname "lo" accept
    ct state { established, related } accept
    tcp dport 22 accept
    tcp dport $LABCHECK_PARAM_open_port accept
    ip saddr $LABCHECK_HOST_desk_ADDRESS tcp dport 4000 accept comment "the workstation's key"
    meta l4proto tcp reject with tcp reset
    reject
  }
}
table ip6 guard {
  chain incoming {
    type filter hook input priority filter; policy drop;
    iifname "lo" accept
    meta l4proto ipv6-icmp accept
  }
}
CONF
systemctl enable --quiet --now nftables

printf 'net/ipv4/conf/all/%s\n' 'accept_redirects = 0' 'send_redirects=0' 'log_martians =1' >/etc/sysctl.d/zz.conf
sysctl --quiet --system >/dev/null

mkdir --mode=0770 "/srv/share-$team"
chown "root:grp$team" "/srv/share-$team"
chmod g+s "/srv/share-$team"
