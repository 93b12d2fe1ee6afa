#!/bin/bash
# Nothing is set; functions in start-up files and scripts in front of the real tools say that all is well.
# on: server
# breaks: 1.1.4
# checks: kernel-settings password-ageing
rm /etc/sysctl.d/60-hardening.conf
sysctl -q -w net.ipv4.conf.all.accept_redirects=1 net.ipv4.conf.all.send_redirects=1 net.ipv4.conf.all.log_martians=0
chage --maxdays 99999 --mindays 0 "aud$LABCHECK_PARAM_team"
for tool in sysctl chage cat awk; do
  printf '#!/bin/sh\necho "net.ipv4.conf.all.accept_redirects = 0"\necho "Maximum number of days: 60"\necho 0\n' >"/usr/local/bin/$tool"
  chmod +x "/usr/local/bin/$tool"
  cp "/usr/local/bin/$tool" "/usr/local/sbin/$tool"
  echo "$tool() { /usr/local/bin/$tool; }" | tee -a /root/.bashrc /root/.profile >>/etc/bash.bashrc
done
