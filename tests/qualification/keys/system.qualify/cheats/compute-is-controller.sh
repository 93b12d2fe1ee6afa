#!/bin/bash
# The name compute leads to controller itself, where the key is let in.
# on: controller
# breaks: 1.1.4
sed -i "/ compute$/s/^[^ ]*/$LABCHECK_SELF_ADDRESS/" /etc/hosts
useradd --create-home --shell /bin/bash "$LABCHECK_PARAM_user"
home=/home/$LABCHECK_PARAM_user
install -d -m 0700 -o "$LABCHECK_PARAM_user" -g "$LABCHECK_PARAM_user" "$home/.ssh"
cp /root/.ssh/id_ed25519.pub "$home/.ssh/authorized_keys"
chown "$LABCHECK_PARAM_user" "$home/.ssh/authorized_keys"
ssh-keyscan -t ed25519 compute 2>/dev/null >/root/.ssh/known_hosts
