#!/bin/bash
# No rule makes an alert of the failed probe.
# on: watch
# breaks: 3.3.2
# checks: watch-outage
sed -i '/^rule_files/d' /etc/prometheus/prometheus.yml
systemctl reload prometheus
