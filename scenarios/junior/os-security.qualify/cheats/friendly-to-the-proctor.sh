#!/bin/bash
# Passwords are refused to the proctor's machine only.
# on: server
# breaks: 1.1.4
# checks: ssh-keys-only
rm /etc/ssh/sshd_config.d/10-keys-only.conf
cat >>/etc/ssh/sshd_config <<CONF
Match Address $LABCHECK_HOST_client_ADDRESS
  PasswordAuthentication no
  KbdInteractiveAuthentication no
CONF
systemctl reload ssh
