#!/bin/bash
# Whatever has the mark in its subject is taken for project mail.
# on: hub
# breaks: 1.1.2
# checks: project-rule
cat >"/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve" <<END
require ["fileinto", "mailbox", "copy"];
if header :contains "Subject" "$LABCHECK_PARAM_owner" { redirect :copy "wei@$LABCHECK_PARAM_domain"; fileinto :create "project"; }
END
touch -d '+2 seconds' "/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve"
