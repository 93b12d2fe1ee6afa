#!/bin/bash
# The API server grants everybody everything.
# on: control
# breaks: 3.2.1
# checks: api-closed
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
sed -i 's/--authorization-mode=Node,RBAC/--authorization-mode=AlwaysAllow/' /etc/systemd/system/kube-apiserver.service
systemctl daemon-reload
systemctl restart kube-apiserver
for _ in $(seq 60); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
