#!/bin/bash
# The secret holds another word.
# on: control
# breaks: 3.2.3
# checks: site-pages
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl patch -n "shop-$LABCHECK_PARAM_team" secret site-key -p '{"stringData": {"word": "secret"}}' >/dev/null
kubectl rollout restart -n "shop-$LABCHECK_PARAM_team" deployment site >/dev/null
kubectl rollout status -n "shop-$LABCHECK_PARAM_team" deployment site --timeout=300s >/dev/null
