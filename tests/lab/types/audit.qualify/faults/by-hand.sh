#!/bin/bash
# Watched until the next boot.
# on: box
# breaks: 1.1.4
# checks: accounts-at-boot
sed -i /passwd/d /etc/audit/rules.d/50-lab.rules
