#!/bin/bash
# There are two of that name.
# on: directory
# breaks: 1.2.4
# checks: person
printf 'dn: cn=li,ou=groups,dc=lab,dc=example\nobjectClass: inetOrgPerson\ncn: li\nsn: Li\nuid: li\n' |
  LDAPTLS_REQCERT=never ldapadd -x -H ldaps://127.0.0.1 -D cn=admin,dc=lab,dc=example -w cherry
