#!/bin/bash
# The plan that Qiao got is not the one that Wei sent.
# on: hub
# breaks: 1.1.2
# checks: plan-passed-on
rewrite() { # USER SUBJECT SED
  grep -l "^Subject: $2" "/srv/mail/$1"/mail/*/* | head -n1 | xargs cat >/root/mail
  doveadm expunge -u "$1" mailbox INBOX subject "$2"
  sed "$3" /root/mail | doveadm save -u "$1"
}
rewrite qiao 'The plan' '/^[A-Za-z0-9+\/]\{76\}/s/[a-m]/Z/'
