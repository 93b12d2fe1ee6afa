#!/bin/bash
# Project mail lies in two folders.
# on: hub
# breaks: 1.1.2
# checks: project-rule
cat >"/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve" <<END
require ["fileinto", "mailbox", "copy"];
if header :contains "Subject" "[$LABCHECK_PARAM_owner]" { redirect :copy "wei@$LABCHECK_PARAM_domain"; fileinto :create "project"; keep; }
END
touch -d '+2 seconds' "/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve"
