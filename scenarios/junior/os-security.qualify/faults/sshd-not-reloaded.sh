#!/bin/bash
# The file says no passwords, the running server never read it.
# on: server
# breaks: 1.1.4
# checks: ssh-keys-only
file=$(grep -l '^PasswordAuthentication no' /etc/ssh/sshd_config.d/*.conf)
mv "$file" /root/kept
systemctl restart ssh
mv /root/kept "$file"
