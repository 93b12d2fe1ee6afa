#!/bin/bash
# The person's password is another one.
# on: directory
# breaks: 1.2.4
# checks: logs-in
printf 'dn: uid=li,ou=people,dc=lab,dc=example\nchangetype: modify\nreplace: userPassword\nuserPassword: pear\n' |
  LDAPTLS_REQCERT=never ldapmodify -x -H ldaps://127.0.0.1 -D cn=admin,dc=lab,dc=example -w cherry
