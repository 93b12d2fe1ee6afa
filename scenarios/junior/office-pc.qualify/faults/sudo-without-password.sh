#!/bin/bash
# sudo asks the user for nothing.
# on: pc
# breaks: 1.1.1
# checks: user
echo "u$LABCHECK_PARAM_team ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/user
