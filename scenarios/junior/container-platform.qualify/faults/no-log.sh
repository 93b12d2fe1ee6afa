#!/bin/bash
# The API server logs nothing.
# on: control
# breaks: 3.2.2
# checks: audit-log
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
sed -i 's/--audit[^ ]* //g' /etc/systemd/system/kube-apiserver.service
rm -f /var/log/kubernetes/audit.log
systemctl daemon-reload
systemctl restart kube-apiserver
for _ in $(seq 120); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
