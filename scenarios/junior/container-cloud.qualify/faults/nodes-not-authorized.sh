#!/bin/bash
# Nodes are told apart by nobody: they may what an administrator may.
# on: control
# breaks: 3.2.1
# checks: api-closed
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl create clusterrolebinding nodes-are-kings --clusterrole=cluster-admin --group=system:nodes >/dev/null
