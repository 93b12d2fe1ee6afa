#!/bin/bash
# The user reads secrets, too.
# on: control
# breaks: 3.2.2
# checks: user-rights
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl create rolebinding -n "lab-$LABCHECK_PARAM_team" more --clusterrole=edit --user="dev-$LABCHECK_PARAM_team" >/dev/null
