#!/bin/bash
# The limit is only a comment.
# on: box
# checks: defaults
sed -i "s/^PASS_MAX_DAYS/#&/" /etc/login.defs
