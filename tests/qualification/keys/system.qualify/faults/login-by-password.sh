#!/bin/bash
# compute is known from a login by password; no key is let in.
# on: controller compute
# breaks: 1.1.4
# checks: key-login
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_compute_ADDRESS" ]; then
  rm "/home/$LABCHECK_PARAM_user/.ssh/authorized_keys"
  echo "$LABCHECK_PARAM_user:secret" | chpasswd
else
  # The published key looks for the name among the known hosts.
  grep -q compute /root/.ssh/known_hosts
fi
