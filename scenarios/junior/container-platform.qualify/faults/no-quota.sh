#!/bin/bash
# The namespace takes any number of pods.
# on: control
# breaks: 3.2.2
# checks: quota-limits
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl delete resourcequota -n "lab-$LABCHECK_PARAM_team" pods >/dev/null
