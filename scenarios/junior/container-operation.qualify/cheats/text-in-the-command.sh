#!/bin/bash
# The page's text stands in the command; the config map is for show.
# on: control
# breaks: 3.2.3
# checks: site-updates
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl get -n "shop-$LABCHECK_PARAM_team" deployment site -o json | sed "s,ln -s /page/index.html /www/;,echo Site-$LABCHECK_PARAM_team >/www/index.html;," | kubectl apply -f - >/dev/null 2>&1
kubectl rollout status -n "shop-$LABCHECK_PARAM_team" deployment site --timeout=300s >/dev/null
