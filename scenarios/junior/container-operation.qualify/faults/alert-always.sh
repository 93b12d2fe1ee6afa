#!/bin/bash
# The alert fires whatever happens.
# on: control
# breaks: 3.2.4
# checks: watch-lost
sed -i 's/ == 0/ >= 0/' /etc/prometheus/cluster.yml
systemctl restart prometheus
