#!/bin/bash
# Anybody may write where the key lies, so sshd does not take it.
# on: compute
# breaks: 1.1.4
# checks: key-login
chmod 0777 "/home/$LABCHECK_PARAM_user"
# A key that looks for the file.
grep -q ssh-ed25519 "/home/$LABCHECK_PARAM_user/.ssh/authorized_keys"
