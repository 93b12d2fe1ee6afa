#!/bin/bash
# The alert fires ten minutes late.
# on: watch
# breaks: 3.3.2
# checks: watch-outage
sed -i 's/for: 5s/for: 10m/' /etc/prometheus/board.yml
systemctl reload prometheus
