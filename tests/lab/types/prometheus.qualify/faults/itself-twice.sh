#!/bin/bash
# The monitor watches itself twice, not the box.
# on: monitor
# breaks: 2.3.5
# checks: box-seen
sed -i "s/, '$LABCHECK_HOST_box_ADDRESS:9100'/, 'localhost:9100'/" /etc/prometheus/prometheus.yml
systemctl reload prometheus
sleep 15  # until what was seen of the box is stale
