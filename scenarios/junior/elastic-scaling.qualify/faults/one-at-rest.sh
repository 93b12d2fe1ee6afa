#!/bin/bash
# A single instance at rest.
# on: group
# breaks: 2.1.2
# checks: group-at-rest
sed -i 's/least=2/least=1/' /usr/local/sbin/group-rule
systemctl restart group-rule
