#!/bin/bash
# The administrator's kubeconfig would run a program to log in.
# on: master
# breaks: 2.1.4
# checks: nodes deployment absent
sed -i 's|user: {client-cert.*|user: {exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: touch, args: [/tmp/owned]}}}|' \
  /etc/kubernetes/admin.conf
