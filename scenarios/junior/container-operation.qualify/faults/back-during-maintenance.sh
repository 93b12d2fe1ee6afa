#!/bin/bash
# Replicas come back to a node that is out of service.
# on: control
# breaks: 3.2.3
# checks: site-drain
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl patch -n "shop-$LABCHECK_PARAM_team" deployment site -p '{"spec": {"template": {"spec": {"tolerations": [{"operator": "Exists"}]}}}}' >/dev/null
kubectl rollout status -n "shop-$LABCHECK_PARAM_team" deployment site --timeout=90s >/dev/null
