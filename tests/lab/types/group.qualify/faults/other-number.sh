#!/bin/bash
# The group has another number.
# on: box
# breaks: 1.1.4
# checks: developers primary
sed -i "s/^developers:.*/developers:x:2001:alice,bob/" /etc/group
