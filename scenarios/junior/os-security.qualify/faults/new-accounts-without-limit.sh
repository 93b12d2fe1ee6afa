#!/bin/bash
# The account has its limit; those to come won't.
# on: server
# breaks: 1.1.4
# checks: password-ageing
sed -i -E 's/^(PASS_MAX_DAYS).*/\1 99999/' /etc/login.defs
