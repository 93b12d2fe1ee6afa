#!/bin/bash
# The user's password is another one.
# on: mail
# breaks: 1.2.4
# checks: users-relay no-login-in-the-clear wrong-password
sed -i s/apple/pear/ /etc/dovecot/lab-users
systemctl restart dovecot
