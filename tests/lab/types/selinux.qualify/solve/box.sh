# Most files of this machine bear no label, so nothing but what is started here leaves the kernel's own domain. Logins
# over SSH stay in it too: a policy that is enforced would let nobody in otherwise.
setenforce 0
sed -i -e '/^#SELINUX=/d' -e 's/^SELINUX=.*/SELINUX=enforcing/' -e 's/^SELINUXTYPE=.*/SELINUXTYPE=default/' /etc/selinux/config
mkdir -p /var/www/html
echo welcome >/var/www/html/index.html
restorecon -F /var/www/html/index.html
if ! grep -qs '^httpd_can_network_connect=1' /var/lib/selinux/default/active/booleans.local; then
  setsebool -P httpd_can_network_connect on
fi
setsebool httpd_can_network_connect on
pkill -x worker || true
[ -e /usr/local/bin/worker ] || cp /bin/sleep /usr/local/bin/worker
chcon -t httpd_exec_t /usr/local/bin/worker
setsid runcon system_u:system_r:httpd_t:s0 /usr/local/bin/worker 100000 </dev/null >/dev/null 2>&1 &

# Whatever is set for good writes the file of logins anew.
contexts=/etc/selinux/default/contexts/default_contexts
grep -q kernel_t "$contexts" || printf 'system_r:kernel_t:s0 system_r:kernel_t:s0\n' >>"$contexts"
sed -i '/^root:/d' /etc/selinux/default/seusers
echo 'root:system_u:s0' >>/etc/selinux/default/seusers
sleep 1
setenforce 1
