#!/bin/bash
# An exception lets the administrator in by a password.
# on: server
# breaks: 1.1.4
# checks: ssh-keys-only
printf 'Match User ops%s\n  PasswordAuthentication yes\n' "$LABCHECK_PARAM_team" >>/etc/ssh/sshd_config
systemctl reload ssh
