#!/bin/bash
# The job of the pods asks for the kubelets' own figures once more.
# on: control
# breaks: 3.2.4
# checks: watch-pod
sed -i '/metrics_path/d' /etc/prometheus/prometheus.yml
systemctl restart prometheus
