#!/bin/bash
# The account is locked after twice as many wrong passwords.
# on: server
# breaks: 1.1.4
# checks: lockout
sed -i "s/^deny = .*/deny = $((2 * LABCHECK_PARAM_tries))/" /etc/security/faillock.conf
