#!/bin/bash
# An update takes both pods away at once.
# on: control
# breaks: 3.2.3
# checks: site-updates
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl patch -n "shop-$LABCHECK_PARAM_team" deployment site -p '{"spec": {"strategy": {"rollingUpdate": {"maxUnavailable": 2}}}}' >/dev/null
