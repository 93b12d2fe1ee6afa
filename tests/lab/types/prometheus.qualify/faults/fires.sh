#!/bin/bash
# An alert fires.
# on: monitor
# breaks: 2.3.5
# checks: quiet
sed -i 's/rules: \[/&{alert: Always, expr: vector(1)}, /' /etc/prometheus/hosts.yml
systemctl reload prometheus
sleep 3
