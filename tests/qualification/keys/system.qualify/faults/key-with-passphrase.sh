#!/bin/bash
# The key wants a passphrase at every login.
# on: controller
# breaks: 1.1.4
# checks: key-login
ssh-keygen -q -p -N sesame -f /root/.ssh/id_ed25519
# The published key looks for the name among the known hosts.
grep -q compute /root/.ssh/known_hosts
