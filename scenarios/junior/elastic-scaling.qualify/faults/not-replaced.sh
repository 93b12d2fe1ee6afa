#!/bin/bash
# The rule starts instances once and does not look whether they run.
# on: group
# breaks: 2.1.2
# checks: group-heals
sed -i 's/systemctl is-active --quiet $unit || systemctl start $unit/[ -e \/run\/$unit ] || systemctl start $unit; touch \/run\/$unit/' /usr/local/sbin/group-rule
sed -i 's/systemctl is-active --quiet $unit \&\& systemctl stop $unit/rm -f \/run\/$unit; systemctl stop $unit/' /usr/local/sbin/group-rule
systemctl restart group-rule
