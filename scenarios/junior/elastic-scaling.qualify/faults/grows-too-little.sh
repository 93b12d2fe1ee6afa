#!/bin/bash
# One is added and no more.
# on: group
# breaks: 2.1.2
# checks: group-grows
sed -i 's/most=4/most=3/' /usr/local/sbin/group-rule
systemctl restart group-rule
