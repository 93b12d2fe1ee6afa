#!/bin/bash
# The workstation logs in to itself: an administrator of the same name there, and the server's address on its loopback.
# on: desk
# breaks: 1.1.4
# checks: admin-login
team=$LABCHECK_PARAM_team
useradd --create-home --shell /bin/bash "ops$team"
echo "ops$team ALL=(ALL) NOPASSWD: ALL" >"/etc/sudoers.d/ops$team"
install -d -m 0700 -o "ops$team" -g "ops$team" "/home/ops$team/.ssh"
cp /root/.ssh/id_ed25519.pub "/home/ops$team/.ssh/authorized_keys"
ip address add "$LABCHECK_HOST_server_ADDRESS/32" dev lo
rm /root/.ssh/known_hosts
ssh-keyscan -T 5 -t ed25519 "$LABCHECK_HOST_server_ADDRESS" 2>/dev/null >/root/.ssh/known_hosts
