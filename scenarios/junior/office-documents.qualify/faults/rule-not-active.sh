#!/bin/bash
# The rule lies on the server and is not switched on.
# on: hub
# breaks: 1.1.2
# checks: project-rule
rm "/srv/mail/$LABCHECK_PARAM_mail_user/.dovecot.sieve"
