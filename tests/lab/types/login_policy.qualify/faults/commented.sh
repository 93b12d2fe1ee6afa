#!/bin/bash
# The limit is only a comment.
# on: box
# breaks: 1.1.4
# checks: defaults
sed -i "s/^PASS_MAX_DAYS/#&/" /etc/login.defs
