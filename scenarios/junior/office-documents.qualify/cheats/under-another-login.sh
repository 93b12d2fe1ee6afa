#!/bin/bash
# The mails bear this candidate's address and came in as anybody's, without a login.
# on: hub
# breaks: 1.1.2
for user in qiao wei; do
  for subject in 'Re: Field report' 'The plan'; do
    file=$(grep -l "^Subject: $subject" "/srv/mail/$user"/mail/*/* | head -n1) || continue
    sed '/^Return-Path:/,/^From:/{/^From:/!d}' "$file" >/root/mail
    doveadm expunge -u "$user" mailbox INBOX subject "$subject"
    sendmail -f guest@outside.example "$user@$LABCHECK_PARAM_domain" </root/mail
  done
done
for _ in {1..60}; do postqueue -p | grep -q '^[0-9A-F]' || break; sleep 1; done
