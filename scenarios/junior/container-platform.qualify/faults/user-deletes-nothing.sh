#!/bin/bash
# The user may create, but not delete.
# on: control
# breaks: 3.2.2
# checks: user-rights
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl get role -n "lab-$LABCHECK_PARAM_team" dev -o json | sed 's/"delete"/"update"/' | kubectl apply -f - >/dev/null 2>&1
