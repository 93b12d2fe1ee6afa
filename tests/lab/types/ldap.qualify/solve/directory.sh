ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
systemctl stop slapd
[ -e /etc/lab.pem ] || openssl req -x509 -newkey rsa:2048 -nodes -keyout /etc/lab.key -out /etc/lab.pem -days 90 \
  -subj /CN=ldap.lab.example 2>/dev/null
chgrp openldap /etc/lab.key
chmod 640 /etc/lab.key
cat >/etc/ldap/slapd.conf <<'CONF'
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/nis.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile /run/slapd/slapd.pid
TLSCertificateFile /etc/lab.pem
TLSCertificateKeyFile /etc/lab.key
security ssf=128
database mdb
maxsize 10485760
suffix dc=lab,dc=example
rootdn cn=admin,dc=lab,dc=example
rootpw cherry
directory /var/lib/ldap
access to attrs=userPassword by anonymous auth by * none
access to * by * read
CONF
sed -i 's|^SLAPD_CONF=.*|SLAPD_CONF=/etc/ldap/slapd.conf|; s|^SLAPD_SERVICES=.*|SLAPD_SERVICES="ldap:/// ldaps:///"|' /etc/default/slapd
rm -f /var/lib/ldap/*
cat >/root/lab.ldif <<'LDIF'
dn: dc=lab,dc=example
objectClass: dcObject
objectClass: organization
o: Lab
dc: lab

dn: ou=people,dc=lab,dc=example
objectClass: organizationalUnit
ou: people

dn: ou=groups,dc=lab,dc=example
objectClass: organizationalUnit
ou: groups

dn: uid=li,ou=people,dc=lab,dc=example
objectClass: inetOrgPerson
uid: li
cn: 李雷
sn: Li
mail: li@lab.example
userPassword: apple

dn: cn=ops,ou=groups,dc=lab,dc=example
objectClass: posixGroup
cn: ops
gidNumber: 5000
memberUid: li
memberUid: han
LDIF
slapadd -f /etc/ldap/slapd.conf -l /root/lab.ldif
chown openldap: /var/lib/ldap /var/lib/ldap/*
systemctl enable --quiet slapd
systemctl restart slapd
