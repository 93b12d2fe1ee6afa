#!/bin/bash
# The person's mail is another one.
# on: directory
# breaks: 1.2.4
# checks: person
printf 'dn: uid=li,ou=people,dc=lab,dc=example\nchangetype: modify\nreplace: mail\nmail: lei@lab.example\n' |
  LDAPTLS_REQCERT=never ldapmodify -x -H ldaps://127.0.0.1 -D cn=admin,dc=lab,dc=example -w cherry
