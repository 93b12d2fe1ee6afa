#!/bin/bash
# Only a comment is left.
# on: box
# breaks: 1.1.4
# checks: accounts-at-boot
sed -i 's/^-w/#-w/' /etc/audit/rules.d/50-lab.rules
