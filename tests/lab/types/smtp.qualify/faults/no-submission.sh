#!/bin/bash
# There is no port for users.
# on: mail
# breaks: 1.2.4
# checks: users-relay no-login-in-the-clear wrong-password
postconf -MX submission/inet
systemctl restart postfix
