#!/bin/bash
# The alert is for the API server, not for nodes.
# on: control
# breaks: 3.2.4
# checks: watch-lost
sed -i 's/job="kubelet"/job="apiserver"/' /etc/prometheus/cluster.yml
systemctl restart prometheus
