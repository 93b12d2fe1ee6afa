#!/bin/bash
# An exception lets one user in by a password.
# on: server
# breaks: 1.1.4
# checks: ssh-keys-only
printf 'Match User aud%s\n  PasswordAuthentication yes\n' "$LABCHECK_PARAM_team" >>/etc/ssh/sshd_config
systemctl reload ssh
