#!/bin/bash
# Who doesn't log in may list the nodes.
# on: control
# breaks: 3.2.1
# checks: api-closed
for _ in $(seq 300); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
kubectl create clusterrolebinding strangers --clusterrole=system:node --group=system:unauthenticated >/dev/null
