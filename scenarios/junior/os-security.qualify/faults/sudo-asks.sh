#!/bin/bash
# The administrator may do anything, once he has said his password.
# on: server
# breaks: 1.1.4
# checks: admin-login
sed -i 's/NOPASSWD: //' "/etc/sudoers.d/ops$LABCHECK_PARAM_team"
