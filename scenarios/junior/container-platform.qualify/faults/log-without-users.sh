#!/bin/bash
# What people do isn't logged, only what service accounts do.
# on: control
# breaks: 3.2.2
# checks: audit-log
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
sed -i 's/^rules:/&\n- {level: None, userGroups: ["system:authenticated"], verbs: [get, list, watch]}/' /etc/kubernetes/audit.yaml
systemctl restart kube-apiserver
for _ in $(seq 120); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
