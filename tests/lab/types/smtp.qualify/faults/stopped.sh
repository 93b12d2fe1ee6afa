#!/bin/bash
# Nothing listens.
# on: mail
# breaks: 1.2.4
# checks: greets takes-its-own no-open-relay users-relay no-login-in-the-clear wrong-password delivers
systemctl stop postfix
