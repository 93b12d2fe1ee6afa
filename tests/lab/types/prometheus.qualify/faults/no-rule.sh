#!/bin/bash
# Nobody would notice a host that is gone.
# on: monitor
# breaks: 2.3.5
# checks: rule
echo 'groups: []' >/etc/prometheus/hosts.yml
systemctl reload prometheus
sleep 3
