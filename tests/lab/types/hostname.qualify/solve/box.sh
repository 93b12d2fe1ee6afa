printf '%s\n' web1 >/etc/hostname
hostname web1
sed -i '/^192.168.60.18 /d' /etc/hosts
echo '192.168.60.18 web1.example.com web1' >>/etc/hosts
