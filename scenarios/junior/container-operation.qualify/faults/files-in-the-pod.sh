#!/bin/bash
# The keeper keeps its files in the pod.
# on: control
# breaks: 3.2.3
# checks: data-kept
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl patch -n "shop-$LABCHECK_PARAM_team" deployment keeper --type=json -p '[{"op": "replace", "path": "/spec/template/spec/volumes/0", "value": {"name": "data", "emptyDir": {}}}]' >/dev/null
kubectl rollout status -n "shop-$LABCHECK_PARAM_team" deployment keeper --timeout=90s >/dev/null
