#!/bin/bash
# The user's password is another one.
# on: mail
# breaks: 1.2.4
# checks: lists over-tls wrong-password not-in-the-clear receives archive
sed -i s/apple/pear/ /etc/dovecot/lab-users
systemctl restart dovecot
