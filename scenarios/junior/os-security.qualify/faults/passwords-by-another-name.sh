#!/bin/bash
# Passwords are off, but the keyboard-interactive way asks for the same ones.
# on: server
# breaks: 1.1.4
# checks: ssh-keys-only
sed -i 's/^KbdInteractiveAuthentication no/KbdInteractiveAuthentication yes/' /etc/ssh/sshd_config.d/*.conf
systemctl reload ssh
