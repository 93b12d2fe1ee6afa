groupadd -f wheel
usermod -aG wheel root
cat >/etc/ssh/sshd_config.d/exam.conf <<'S'
MaxAuthTries   3
AllowGroups root wheel
Match User nina
    PasswordAuthentication no
S
rm -f /etc/ssh/sshd_config.d/a.conf
sshd -t
systemctl reload ssh
sleep 1
