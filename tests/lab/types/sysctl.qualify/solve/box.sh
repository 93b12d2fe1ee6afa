printf '%s\n' 'net.ipv4.ip_forward = 1' 'net.ipv4.conf.*.accept_redirects = 0' >/etc/sysctl.d/50-router.conf
rm -f /etc/sysctl.d/99-other.conf
sysctl --quiet --system
