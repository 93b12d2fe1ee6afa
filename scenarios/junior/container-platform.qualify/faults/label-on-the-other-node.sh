#!/bin/bash
# The label is on the wrong node.
# on: control
# breaks: 3.2.2
# checks: node-settings
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl label node "wrk-$LABCHECK_PARAM_team" disk- >/dev/null
kubectl label node "ctl-$LABCHECK_PARAM_team" disk=fast >/dev/null
