#!/bin/bash
# The control node is kept free of workloads, as installers do.
# on: control
# breaks: 3.2.1
# checks: pods-across
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl taint node "ctl-$LABCHECK_PARAM_team" node-role.kubernetes.io/master=:NoSchedule >/dev/null
