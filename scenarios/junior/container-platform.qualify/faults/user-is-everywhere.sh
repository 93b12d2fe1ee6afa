#!/bin/bash
# The user may look into every namespace.
# on: control
# breaks: 3.2.2
# checks: user-rights
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl create clusterrolebinding more --clusterrole=view --user="dev-$LABCHECK_PARAM_team" >/dev/null
