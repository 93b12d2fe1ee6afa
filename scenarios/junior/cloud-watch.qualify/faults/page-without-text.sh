#!/bin/bash
# The probe is content with any page.
# on: watch
# breaks: 3.3.2
# checks: watch-content
sed -i '/fail_if_body/d' /etc/prometheus/blackbox.yml
systemctl restart prometheus-blackbox-exporter
