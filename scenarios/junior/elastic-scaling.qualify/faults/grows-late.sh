#!/bin/bash
# The rule believes in a load only when it has lasted for twenty seconds.
# on: group
# breaks: 2.1.2
# checks: group-grows
sed -i '/^  if .*want -ge/i\  if [ $want -gt $have ]; then late=$((late + 1)); [ $late -gt 20 ] || want=$have; else late=0; fi' /usr/local/sbin/group-rule
sed -i '2i late=0' /usr/local/sbin/group-rule
systemctl restart group-rule
