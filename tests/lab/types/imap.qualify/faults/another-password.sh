#!/bin/bash
# The user's password is another one.
# on: mail
# checks: lists over-tls wrong-password not-in-the-clear receives archive
sed -i s/apple/pear/ /etc/dovecot/lab-users
systemctl restart dovecot
