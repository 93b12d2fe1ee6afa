#!/bin/bash
# The group lacks one.
# on: directory
# breaks: 1.2.4
# checks: group
printf 'dn: cn=ops,ou=groups,dc=lab,dc=example\nchangetype: modify\ndelete: memberUid\nmemberUid: han\n' |
  LDAPTLS_REQCERT=never ldapmodify -x -H ldaps://127.0.0.1 -D cn=admin,dc=lab,dc=example -w cherry
