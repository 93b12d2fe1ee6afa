#!/bin/bash
# Solves the role desk: a key of its own for the administrator, and the server's host key known.
install -d -m 0700 /root/.ssh
ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
for _ in $(seq 120); do
  said=$( (exec 3<>"/dev/tcp/$LABCHECK_HOST_server_ADDRESS/4000" && cat /root/.ssh/id_ed25519.pub >&3 && head -n 1 <&3) 2>/dev/null) || true
  [ "$said" = taken ] && break
  sleep 0.5
done
[ "$said" = taken ]
ssh-keyscan -T 5 -t ed25519 "$LABCHECK_HOST_server_ADDRESS" 2>/dev/null >>/root/.ssh/known_hosts
