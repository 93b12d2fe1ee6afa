#!/bin/bash
# The examiner may look at things only.
# on: control
# breaks: 3.2.1
# checks: api-ready
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl delete clusterrolebinding examiner >/dev/null
kubectl create clusterrolebinding examiner --clusterrole=view --serviceaccount=kube-system:examiner >/dev/null
