#!/bin/bash
# The worker is ready but takes no workload.
# on: control
# breaks: 3.2.1
# checks: pods-across
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl cordon "wrk-$LABCHECK_PARAM_team" >/dev/null
