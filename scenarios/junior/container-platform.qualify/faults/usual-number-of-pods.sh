#!/bin/bash
# The worker takes as many pods as it does by itself.
# on: worker
# breaks: 3.2.2
# checks: node-settings
sed -i '/^maxPods:/d' /etc/kubernetes/kubelet.yaml
systemctl restart kubelet
for _ in $(seq 120); do
  [ "$(kubectl --kubeconfig /etc/kubernetes/node.conf get node "wrk-$LABCHECK_PARAM_team" -o 'jsonpath={.status.capacity.pods}')" = 110 ] && break
  sleep 1
done
