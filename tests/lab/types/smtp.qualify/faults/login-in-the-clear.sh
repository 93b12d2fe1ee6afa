#!/bin/bash
# Passwords are taken in the clear.
# on: mail
# breaks: 1.2.4
# checks: no-login-in-the-clear
postconf -P submission/inet/smtpd_tls_auth_only=no
sed -i '1i disable_plaintext_auth = no' /etc/dovecot/dovecot.conf
systemctl restart dovecot postfix
