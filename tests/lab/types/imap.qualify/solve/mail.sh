ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
getent passwd vmail >/dev/null || useradd -r -d /srv/mail vmail
mkdir -p /srv/mail
chown vmail: /srv/mail
[ -e /etc/lab.pem ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/lab.key -out /etc/lab.pem -days 90 \
  -subj /CN=mail.lab.example 2>/dev/null
id=$(id -u vmail)
cat >/etc/postfix/main.cf <<CONF
compatibility_level = 3.6
myhostname = mail.lab.example
mydestination = localhost
inet_interfaces = all
inet_protocols = ipv4
virtual_mailbox_domains = lab.example
virtual_mailbox_base = /srv/mail
virtual_mailbox_maps = inline:{ li@lab.example=li/ }
virtual_uid_maps = static:$id
virtual_gid_maps = static:$(id -g vmail)
virtual_minimum_uid = 100
CONF
sed -i 's/^smtp\( *inet .*\) y \(.*\)/smtp\1 n \2/' /etc/postfix/master.cf
echo "li:{PLAIN}apple:$id:$id::/srv/mail/li" >/etc/dovecot/lab-users
cat >/etc/dovecot/dovecot.conf <<CONF
protocols = imap
ssl = required
ssl_cert = </etc/lab.pem
ssl_key = </etc/lab.key
first_valid_uid = 100
first_valid_gid = 100
mail_location = maildir:~
passdb {
  driver = passwd-file
  args = /etc/dovecot/lab-users
}
userdb {
  driver = passwd-file
  args = /etc/dovecot/lab-users
}
CONF
systemctl enable --quiet dovecot postfix
systemctl restart dovecot postfix
doveadm mailbox create -u li Archive 2>/dev/null || true
if ! doveadm search -u li mailbox Archive from boss@lab.example | grep -q .; then
  printf 'From: <boss@lab.example>\nSubject: report\n\nof last year\n' | doveadm save -u li -m Archive
fi
