#!/bin/bash
# The answer has another word in it.
# on: hub
# breaks: 1.1.2
# checks: reply-sent
rewrite() { # USER SUBJECT SED
  grep -l "^Subject: $2" "/srv/mail/$1"/mail/*/* | head -n1 | xargs cat >/root/mail
  doveadm expunge -u "$1" mailbox INBOX subject "$2"
  sed "$3" /root/mail | doveadm save -u "$1"
}
rewrite qiao 'Re: Field report' 's/The word is [a-z]*/The word is tomorrow/'
rewrite wei 'Re: Field report' 's/The word is [a-z]*/The word is tomorrow/'
