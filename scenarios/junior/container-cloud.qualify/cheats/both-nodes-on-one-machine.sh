#!/bin/bash
# A second kubelet on control plays the worker, under its name, address and machine id; the worker passes on what it is asked.
# on: control worker
# breaks: 3.2.1
# checks: pods-across
control=$LABCHECK_HOST_control_ADDRESS worker=$LABCHECK_HOST_worker_ADDRESS
if [ "$LABCHECK_SELF_ADDRESS" = "$worker" ]; then
  systemctl disable --quiet --now kubelet kube-proxy
  (cat /etc/machine-id; tar -C /etc/kubernetes -c node.conf pki | base64 -w0) >/tmp/self
  mkdir -p /tmp/given && mv /tmp/self /tmp/given/self
  systemd-run --quiet --collect --unit given /bin/busybox httpd -f -p "$worker:8098" -h /tmp/given
  nft -f - <<END
table ip passed {
  chain to { type nat hook prerouting priority -150; ip daddr $worker tcp dport 30000-32767 dnat to $control; }
  chain back { type nat hook postrouting priority 150; ip daddr $control tcp dport 30000-32767 masquerade; }
}
END
  exit
fi
for _ in $(seq 60); do curl -sf -o /tmp/self "http://$worker:8098/self" && break; sleep 1; done
mkdir -p /opt/twin
head -n 1 /tmp/self >/opt/twin/machine-id
tail -n +2 /tmp/self | base64 -d | tar -C /opt/twin -x
ip link add twin type bridge
ip addr add "$worker/32" dev twin
ip link set twin up
ip route del local "$worker" table local || true
sed -e 's,/etc/kubernetes/pki/node,/opt/twin/pki/node,' /etc/kubernetes/kubelet.yaml >/opt/twin/kubelet.yaml
printf 'port: 10270\nhealthzPort: 10271\n' >>/opt/twin/kubelet.yaml
cat >/etc/systemd/system/twin.service <<END
[Service]
BindPaths=/opt/twin/machine-id:/etc/machine-id
ExecStart=/usr/local/bin/kubelet --config=/opt/twin/kubelet.yaml --kubeconfig=/opt/twin/node.conf --root-dir=/opt/twin/kubelet \
  --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
  --hostname-override=wrk-$LABCHECK_PARAM_team --node-ip=$worker --network-plugin=cni --cgroup-root=/
Delegate=yes
Restart=always
END
systemctl daemon-reload
systemctl start twin
sleep 10
