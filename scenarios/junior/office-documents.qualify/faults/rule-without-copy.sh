#!/bin/bash
# Project mail is put away, and Wei gets no copy.
# on: hub
# breaks: 1.1.2
# checks: project-rule
cat >"/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve" <<END
require ["fileinto", "mailbox", "copy"];
if header :contains "Subject" "[$LABCHECK_PARAM_owner]" { fileinto :create "project"; }
END
touch -d '+2 seconds' "/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve"
