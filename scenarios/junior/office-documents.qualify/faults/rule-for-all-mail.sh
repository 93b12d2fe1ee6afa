#!/bin/bash
# All mail goes to the folder and to Wei.
# on: hub
# breaks: 1.1.2
# checks: project-rule
cat >"/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve" <<END
require ["fileinto", "mailbox", "copy"];
if true { redirect :copy "wei@$LABCHECK_PARAM_domain"; fileinto :create "project"; }
END
touch -d '+2 seconds' "/srv/mail/$LABCHECK_PARAM_mail_user/sieve/office.sieve"
