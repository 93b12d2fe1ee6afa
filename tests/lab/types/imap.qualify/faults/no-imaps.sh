#!/bin/bash
# Nothing listens at port 993.
# on: mail
# breaks: 1.2.4
# checks: over-tls
printf 'service imap-login {\n  inet_listener imaps {\n    port = 0\n  }\n}\n' >>/etc/dovecot/dovecot.conf
systemctl restart dovecot
