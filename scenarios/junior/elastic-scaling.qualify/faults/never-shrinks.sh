#!/bin/bash
# What was added stays.
# on: group
# breaks: 2.1.2
# checks: group-shrinks
sed -i 's/quiet=8/quiet=99999/' /usr/local/sbin/group-rule
systemctl restart group-rule
