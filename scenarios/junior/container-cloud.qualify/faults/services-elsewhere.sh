#!/bin/bash
# Services get addresses out of another network.
# on: control
# breaks: 3.2.1
# checks: pods-across
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
sed -i 's,--service-cluster-ip-range=[^ ]*,--service-cluster-ip-range=10.98.0.0/16,' /etc/systemd/system/kube-apiserver.service
systemctl daemon-reload
systemctl restart kube-apiserver
for _ in $(seq 60); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
