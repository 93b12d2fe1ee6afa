#!/bin/bash
# The worker's node has the address of another interface.
# on: worker
# breaks: 3.2.1
# checks: nodes
address=$(ip -4 -o addr show dev eth0 | sed 's,.*inet \([^/]*\)/.*,\1,')
sed -i "s/--node-ip=[^ ]*/--node-ip=$address/" /etc/systemd/system/kubelet.service
systemctl daemon-reload
systemctl restart kubelet
for _ in $(seq 90); do
  kubectl --kubeconfig /etc/kubernetes/node.conf get node "wrk-$LABCHECK_PARAM_team" -o wide | grep -qF " $address " && break
  sleep 1
done
