#!/bin/bash
# All three mails lie in the candidate's own folder Sent, and were never sent.
# on: hub
# breaks: 1.1.2 1.1.3
doveadm mailbox create -u "$LABCHECK_PARAM_mail_user" Sent
for subject in 'Re: Field report' 'The plan' 'The report'; do
  grep -l "^Subject: $subject" /srv/mail/qiao/mail/*/* | head -n1 | xargs cat >/root/mail
  doveadm save -u "$LABCHECK_PARAM_mail_user" -m Sent </root/mail
  for user in qiao wei; do
    doveadm expunge -u "$user" mailbox INBOX subject "$subject"
  done
done
