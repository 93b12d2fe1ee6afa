#!/bin/bash
# Both replicas are on the worker.
# on: control
# breaks: 3.2.3
# checks: site-replicas
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl patch -n "shop-$LABCHECK_PARAM_team" deployment site -p '{"spec": {"template": {"spec": {"affinity": null, "nodeName": "wrk-'"$LABCHECK_PARAM_team"'"}}}}' >/dev/null
kubectl rollout status -n "shop-$LABCHECK_PARAM_team" deployment site --timeout=90s >/dev/null
