#!/bin/bash
# A node's kubelet stopped reporting.
# on: master
# breaks: 2.1.4
# checks: nodes
cd /etc/kubernetes/pki
curl --silent --fail --output /dev/null --cacert ca.crt --cert admin.crt --key admin.key -X PATCH \
  -H 'Content-Type: application/merge-patch+json' https://127.0.0.1:6443/api/v1/nodes/node-2/status \
  -d '{"status": {"conditions": [{"type": "Ready", "status": "Unknown", "reason": "NodeStatusUnknown"}]}}'
