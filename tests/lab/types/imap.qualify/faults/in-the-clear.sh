#!/bin/bash
# Passwords are taken in the clear.
# on: mail
# breaks: 1.2.4
# checks: not-in-the-clear
sed -i 's/^ssl = required/ssl = yes\ndisable_plaintext_auth = no/' /etc/dovecot/dovecot.conf
systemctl restart dovecot
