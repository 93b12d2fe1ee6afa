#!/bin/bash
# Qiao has the word in a new mail, which is no reply to the question.
# on: hub
# breaks: 1.1.2
# checks: reply-sent
rewrite() { # USER SUBJECT SED
  grep -l "^Subject: $2" "/srv/mail/$1"/mail/*/* | head -n1 | xargs cat >/root/mail
  doveadm expunge -u "$1" mailbox INBOX subject "$2"
  sed "$3" /root/mail | doveadm save -u "$1"
}
rewrite qiao 'Re: Field report' '/^In-Reply-To:/d'
