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
mynetworks = 127.0.0.0/8
inet_interfaces = all
inet_protocols = ipv4
virtual_mailbox_domains = lab.example
virtual_mailbox_base = /srv/mail
virtual_mailbox_maps = inline:{ li@lab.example=li/ }
virtual_uid_maps = static:$id
virtual_gid_maps = static:$(id -g vmail)
virtual_minimum_uid = 100
smtpd_relay_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination
smtpd_sasl_type = dovecot
smtpd_sasl_path = private/auth
smtpd_tls_cert_file = /etc/lab.pem
smtpd_tls_key_file = /etc/lab.key
smtpd_tls_security_level = may
CONF
[ -e /etc/postfix/master.first ] || cp /etc/postfix/master.cf /etc/postfix/master.first
cp /etc/postfix/master.first /etc/postfix/master.cf
postconf -M 'submission/inet=submission inet n - n - - smtpd'
postconf -P submission/inet/smtpd_sasl_auth_enable=yes submission/inet/smtpd_tls_auth_only=yes
sed -i 's/^smtp\( *inet .*\) y \(.*\)/smtp\1 n \2/' /etc/postfix/master.cf
echo "li:{PLAIN}apple:$id:$id::/srv/mail/li" >/etc/dovecot/lab-users
cat >/etc/dovecot/dovecot.conf <<CONF
protocols = imap
ssl = yes
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
service auth {
  unix_listener /var/spool/postfix/private/auth {
    mode = 0666
  }
}
CONF
systemctl enable --quiet dovecot postfix
systemctl restart dovecot postfix
