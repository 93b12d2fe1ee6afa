#!/bin/bash
# Instances are started with a copy of the launch configuration.
# on: group
# breaks: 2.1.2
# checks: group-launch
cp /srv/group/launch.conf /etc/page.conf
sed -i 's,/srv/group/launch.conf,/etc/page.conf,' /etc/systemd/system/page@.service
systemctl daemon-reload
systemctl restart group-rule
