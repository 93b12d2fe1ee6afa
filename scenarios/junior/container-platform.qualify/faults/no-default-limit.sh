#!/bin/bash
# Who asks for nothing gets all the memory there is.
# on: control
# breaks: 3.2.2
# checks: quota-limits
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl delete limitrange -n "lab-$LABCHECK_PARAM_team" memory >/dev/null
