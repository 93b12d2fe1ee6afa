#!/bin/bash
# One of the two replicas doesn't come up.
# on: master
# breaks: 2.1.4
# checks: deployment
cd /etc/kubernetes/pki
curl --silent --fail --output /dev/null --cacert ca.crt --cert admin.crt --key admin.key -X PATCH \
  -H 'Content-Type: application/merge-patch+json' https://127.0.0.1:6443/apis/apps/v1/namespaces/default/deployments/web/status \
  -d '{"status": {"readyReplicas": 1, "availableReplicas": 1}}'
