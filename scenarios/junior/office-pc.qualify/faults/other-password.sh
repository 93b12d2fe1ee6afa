#!/bin/bash
# The user has another password than the given one.
# on: pc
# breaks: 1.1.1
# checks: user
echo "u$LABCHECK_PARAM_team:changeme" | chpasswd
