#!/bin/bash
# No rule: four instances all the time.
# on: group
# breaks: 2.1.2
# checks: group-at-rest
sed -i 's/least=2/least=4/' /usr/local/sbin/group-rule
systemctl restart group-rule
