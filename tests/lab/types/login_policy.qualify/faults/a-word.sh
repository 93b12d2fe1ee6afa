#!/bin/bash
# A word stands where the number belongs.
# on: box
# breaks: 1.1.4
# checks: defaults
sed -i "s/^PASS_MAX_DAYS.*/PASS_MAX_DAYS ninety/" /etc/login.defs
