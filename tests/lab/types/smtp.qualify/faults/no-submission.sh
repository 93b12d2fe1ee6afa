#!/bin/bash
# There is no port for users.
# on: mail
# checks: users-relay no-login-in-the-clear wrong-password
postconf -MX submission/inet
systemctl restart postfix
