#!/bin/bash
# Everybody may write to the administrator's home, so sshd doesn't trust the keys in it.
# on: server
# breaks: 1.1.4
# checks: admin-login
chmod 0777 "/home/ops$LABCHECK_PARAM_team"
