#!/bin/bash
# A unit stands behind the number, which shadow's tools do not take.
# on: box
# breaks: 1.1.4
# checks: defaults
sed -i "s/^PASS_MAX_DAYS.*/PASS_MAX_DAYS 90 days/" /etc/login.defs
