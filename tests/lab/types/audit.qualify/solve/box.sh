rm -f /etc/audit/rules.d/*
printf '%s\n' -D '-b 8192' '-f 1' >/etc/audit/rules.d/10-base.rules
cat >/etc/audit/rules.d/50-lab.rules <<'RULES'
-w /etc/passwd -p wa -k identity
-a always,exit -F arch=b64 -S adjtimex,settimeofday -F key=time
-a always,exit -F dir=/etc/ssh -F perm=w -F key=ssh
RULES
systemctl enable --quiet auditd
systemctl is-active --quiet auditd || systemctl start auditd
augenrules --load >/dev/null
auditctl -e 1 >/dev/null
touch /etc/passwd
for _ in $(seq 20); do
  ! ausearch --input-logs --raw -k identity </dev/null 2>/dev/null | grep -q '^type=SYSCALL' || break
  sleep 1
done
