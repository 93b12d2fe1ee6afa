#!/bin/bash
# There is no rule: somebody has put a few mails into the folder by hand, and given Wei copies.
# on: hub
# breaks: 1.1.2
rm -f "/srv/mail/$LABCHECK_PARAM_mail_user/.dovecot.sieve"
doveadm mailbox create -u "$LABCHECK_PARAM_mail_user" project 2>/dev/null || true
for at in 1 2 3; do
  printf 'From: guest@outside.example\nSubject: site visit [%s] %s\n\nproject\n' "$LABCHECK_PARAM_owner" "$at" >/root/mail
  doveadm save -u "$LABCHECK_PARAM_mail_user" -m project </root/mail
  doveadm save -u wei </root/mail
done
