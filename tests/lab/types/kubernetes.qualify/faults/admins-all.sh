#!/bin/bash
# Everybody is an administrator.
# on: master
# breaks: 2.1.4
# checks: viewer token strangers
cd /etc/kubernetes/pki
curl --silent --fail --output /dev/null --cacert ca.crt --cert admin.crt --key admin.key -H 'Content-Type: application/json' \
  https://127.0.0.1:6443/apis/rbac.authorization.k8s.io/v1/clusterrolebindings -d '{"apiVersion":
  "rbac.authorization.k8s.io/v1", "kind": "ClusterRoleBinding", "metadata": {"name": "everybody"},
  "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"},
  "subjects": [{"kind": "Group", "name": "system:authenticated"}, {"kind": "Group", "name": "system:unauthenticated"}]}'
