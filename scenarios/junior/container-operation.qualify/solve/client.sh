#!/bin/bash
# The exam centre's part: a cluster of two nodes, as in junior/container-cloud, is set up from this machine. control fetches
# the script below, which makes the certificates, the control plane as units, control itself a node, and what the worker
# fetches for the same.
made=$(mktemp -d)
mkdir "$made/served"
cat >"$made/cluster" <<'CLUSTER'
set -euo pipefail
team=$LABCHECK_PARAM_team self=$LABCHECK_SELF_ADDRESS worker=$LABCHECK_HOST_worker_ADDRESS
pki=/etc/kubernetes/pki
install -d -m 755 /etc/kubernetes $pki /srv/cloud
cd $pki

# The authority and what it signs.
if [ ! -e ca.crt ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=kubernetes-ca -days 365 2>/dev/null
  openssl genrsa -out sa.key 2048 2>/dev/null
fi
signed() { # NAME SUBJECT [EXTENSION…]
  [ ! -e "$1.crt" ] || return 0
  local name=$1 subject=$2
  shift 2
  printf '%s\n' "extendedKeyUsage=clientAuth,serverAuth" "$@" >"$name.ext"
  openssl req -newkey rsa:2048 -nodes -keyout "$name.key" -out "$name.csr" -subj "$subject" 2>/dev/null
  openssl x509 -req -in "$name.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile "$name.ext" \
    -out "$name.crt" 2>/dev/null
  rm "$name.csr" "$name.ext"
}
signed apiserver /CN=kube-apiserver "subjectAltName=DNS:kubernetes,DNS:kubernetes.default,IP:10.96.0.1,IP:127.0.0.1,IP:$self"
signed admin /O=system:masters/CN=kubernetes-admin
signed controllers /CN=system:kube-controller-manager
signed scheduler /CN=system:kube-scheduler
signed proxy /CN=system:kube-proxy
signed "node-ctl-$team" "/O=system:nodes/CN=system:node:ctl-$team" "subjectAltName=DNS:ctl-$team,IP:$self"
signed "node-wrk-$team" "/O=system:nodes/CN=system:node:wrk-$team" "subjectAltName=DNS:wrk-$team,IP:$worker"
config() { # FILE USER
  cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
current-context: $2@lab
clusters:
- {name: lab, cluster: {server: "https://$self:6443", certificate-authority-data: $(base64 -w0 ca.crt)}}
contexts:
- {name: $2@lab, context: {cluster: lab, user: $2}}
users:
- {name: $2, user: {client-certificate-data: $(base64 -w0 "$2.crt"), client-key-data: $(base64 -w0 "$2.key")}}
CONFIG
  chmod 600 "$1"
}
for user in admin controllers scheduler; do config "/etc/kubernetes/$user.conf" $user; done
install -d -m 700 /root/.kube
cp /etc/kubernetes/admin.conf /root/.kube/config

# The control plane.
unit() { # NAME AFTER COMMAND…
  local name=$1 after=$2
  shift 2
  cat >"/etc/systemd/system/$name.service" <<UNIT
[Unit]
After=network-online.target $after
Wants=network-online.target
StartLimitIntervalSec=0
[Service]
ExecStart=$*
Restart=always
RestartSec=2
TimeoutStopSec=5
LimitNOFILE=65536
[Install]
WantedBy=multi-user.target
UNIT
}
unit kube-apiserver etcd.service /usr/local/bin/kube-apiserver --etcd-servers=http://127.0.0.1:2379 \
  --advertise-address="$self" --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=Node,RBAC \
  --enable-admission-plugins=NodeRestriction --allow-privileged --client-ca-file=$pki/ca.crt \
  --tls-cert-file=$pki/apiserver.crt --tls-private-key-file=$pki/apiserver.key \
  --kubelet-preferred-address-types=InternalIP --kubelet-certificate-authority=$pki/ca.crt --kubelet-client-certificate=$pki/admin.crt \
  --kubelet-client-key=$pki/admin.key \
  --service-account-issuer=https://kubernetes.default \
  --service-account-key-file=$pki/sa.key --service-account-signing-key-file=$pki/sa.key
unit kube-controller-manager kube-apiserver.service /usr/local/bin/kube-controller-manager \
  --kubeconfig=/etc/kubernetes/controllers.conf --service-account-private-key-file=$pki/sa.key \
  --root-ca-file=$pki/ca.crt --cluster-signing-cert-file=$pki/ca.crt --cluster-signing-key-file=$pki/ca.key \
  --use-service-account-credentials --node-monitor-grace-period=20s --leader-elect=false
unit kube-scheduler kube-apiserver.service /usr/local/bin/kube-scheduler --kubeconfig=/etc/kubernetes/scheduler.conf \
  --leader-elect=false
systemctl daemon-reload
systemctl enable --quiet --now etcd kube-apiserver kube-controller-manager kube-scheduler

# What makes a host a node; the worker runs it, too.
cat >/srv/cloud/join <<'JOIN'
#!/bin/bash
# join NAME ADDRESS PODS OTHER OTHER-PODS MOST: makes this host the node NAME, of MOST pods.
set -euo pipefail
name=$1 address=$2 pods=$3 other=$4 other_pods=$5 most=$6
cat >/etc/sysctl.d/60-pods.conf <<CONF
net.ipv4.ip_forward = 1
CONF
sysctl -q -p /etc/sysctl.d/60-pods.conf
cat >/etc/network/if-up.d/pods <<CONF
#!/bin/sh
[ "\$IFACE" != eth1 ] || ip route replace $other_pods via $other
CONF
chmod 755 /etc/network/if-up.d/pods
# Processes of containers don't end when they are asked to: a shutdown needn't wait for them.
mkdir -p /etc/systemd/system.conf.d
printf '[Manager]\nDefaultTimeoutStopSec=8s\n' >/etc/systemd/system.conf.d/stop.conf
systemctl daemon-reexec
ip route replace "$other_pods" via "$other"
mkdir -p /etc/containerd /etc/cni/net.d
cat >/etc/containerd/config.toml <<CONF
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "lab/pause:1"
  disable_apparmor = true
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "native"
CONF
cat >/etc/cni/net.d/10-pods.conflist <<CONF
{"cniVersion": "0.3.1", "name": "pods", "plugins": [
  {"type": "bridge", "bridge": "cni0", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "ranges": [[{"subnet": "$pods"}]], "routes": [{"dst": "0.0.0.0/0"}]}},
  {"type": "portmap", "capabilities": {"portMappings": true}}]}
CONF
systemctl enable --quiet containerd
systemctl restart containerd

# An image of nothing but busybox, as an engine would save it.
made=$(mktemp -d)
mkdir -p "$made/root/bin" "$made/root/tmp"
cp /bin/busybox "$made/root/bin/"
for program in sh httpd wget sleep cat echo mkdir ls env timeout; do ln -s busybox "$made/root/bin/$program"; done
tar -C "$made/root" --owner=0 --group=0 --mtime=@0 --sort=name -cf "$made/layer.tar" .
image() { # NAME COMMAND
  cat >"$made/config.json" <<CONF
{"architecture": "amd64", "os": "linux", "config": {"Cmd": $2, "Env": ["PATH=/bin"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$(sha256sum <"$made/layer.tar" | cut -d' ' -f1)"]}}
CONF
  echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"docker.io/lab/$1\"], \"Layers\": [\"layer.tar\"]}]" >"$made/manifest.json"
  tar -C "$made" -cf "$made/image.tar" manifest.json config.json layer.tar
  ctr -n k8s.io images import --snapshotter native "$made/image.tar" >/dev/null
}
image pause:1 '["/bin/sleep", "2147483647"]'
image tools:1 '["/bin/sh"]'
rm -rf "$made"

cat >/etc/kubernetes/kubelet.yaml <<CONF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true, cacheTTL: 10s}
  x509: {clientCAFile: /etc/kubernetes/pki/ca.crt}
authorization: {mode: Webhook}
tlsCertFile: /etc/kubernetes/pki/node.crt
tlsPrivateKeyFile: /etc/kubernetes/pki/node.key
readOnlyPort: 0
cgroupDriver: cgroupfs
failSwapOn: false
oomScoreAdj: 0
podCIDR: $pods
maxPods: $most
resolvConf: /etc/resolv.conf
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 50Mi}
nodeStatusUpdateFrequency: 5s
featureGates: {LocalStorageCapacityIsolation: false}
CONF
cat >/etc/kubernetes/proxy.yaml <<CONF
apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
clientConnection: {kubeconfig: /etc/kubernetes/proxy.conf}
mode: iptables
clusterCIDR: 10.244.0.0/16
hostnameOverride: $name
conntrack: {maxPerCore: 0, min: 0}
CONF
unit() { # NAME COMMAND…
  cat >"/etc/systemd/system/$1.service" <<UNIT
[Unit]
After=network-online.target containerd.service
Wants=network-online.target
StartLimitIntervalSec=0
[Service]
ExecStart=${*:2}
Delegate=yes
KillMode=process
Restart=always
RestartSec=2
TimeoutStopSec=5
[Install]
WantedBy=multi-user.target
UNIT
}
unit kubelet /usr/local/bin/kubelet --config=/etc/kubernetes/kubelet.yaml --kubeconfig=/etc/kubernetes/node.conf \
  --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
  --hostname-override="$name" --node-ip="$address" --network-plugin=cni
unit kube-proxy /usr/local/bin/kube-proxy --config=/etc/kubernetes/proxy.yaml
touch /etc/resolv.conf
systemctl daemon-reload
systemctl enable --quiet kubelet kube-proxy
systemctl restart kubelet kube-proxy
JOIN
chmod 755 /srv/cloud/join
config /etc/kubernetes/proxy.conf proxy
for node in ctl wrk; do config /etc/kubernetes/node-$node.conf "node-$node-$team"; done
bundle=$(mktemp -d)
mkdir -p "$bundle/pki"
cp ca.crt "$bundle/pki/"
cp "node-wrk-$team.crt" "$bundle/pki/node.crt"
cp "node-wrk-$team.key" "$bundle/pki/node.key"
cp /etc/kubernetes/node-wrk.conf "$bundle/node.conf"
cp /etc/kubernetes/proxy.conf "$bundle/proxy.conf"
cp /srv/cloud/join "$bundle/join"
mkdir "$bundle/served"
cp /etc/kubernetes/admin.conf "$bundle/admin.conf"
tar -C "$bundle" -cz pki node.conf proxy.conf admin.conf join |
  openssl enc -aes-256-cbc -pbkdf2 -pass "pass:$LABCHECK_PARAM_join_secret" -out "$bundle/served/bundle"
systemctl stop bundle 2>/dev/null || true
systemd-run --quiet --collect --unit bundle /bin/busybox httpd -f -p "$self:8099" -h "$bundle/served"

for _ in $(seq 240); do kubectl get --raw /readyz >/dev/null 2>&1 && break; sleep 1; done
cp "node-ctl-$team.crt" node.crt
cp "node-ctl-$team.key" node.key
cp /etc/kubernetes/node-ctl.conf /etc/kubernetes/node.conf
/srv/cloud/join "ctl-$team" "$self" 10.244.0.0/24 "$worker" 10.244.1.0/24 110

# Who examines.
until kubectl get serviceaccount -n kube-system default >/dev/null 2>&1; do sleep 1; done
kubectl apply -f - >/dev/null <<OBJECTS
apiVersion: v1
kind: ServiceAccount
metadata: {name: examiner, namespace: kube-system}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: examiner}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
subjects: [{kind: ServiceAccount, name: examiner, namespace: kube-system}]
OBJECTS
for _ in $(seq 60); do
  secret=$(kubectl get serviceaccount -n kube-system examiner -o 'jsonpath={.secrets[0].name}')
  [ -z "$secret" ] || break
  sleep 1
done
umask 077
kubectl get secret -n kube-system "$secret" -o 'jsonpath={.data.token}' | base64 -d >/srv/cloud/examiner.token
umask 022
cp $pki/ca.crt /srv/cloud/ca.crt
for _ in $(seq 300); do
  [ "$(kubectl get nodes --no-headers 2>/dev/null | grep -cw Ready)" = 2 ] && break
  sleep 1
done
systemctl stop bundle
rm -rf "$bundle"
CLUSTER
openssl enc -aes-256-cbc -pbkdf2 -pass "pass:$LABCHECK_PARAM_join_secret" -in "$made/cluster" -out "$made/served/cluster"
systemctl stop cluster 2>/dev/null || true
systemd-run --quiet --collect --unit cluster --property RuntimeMaxSec=600 \
  /bin/busybox httpd -f -p "$LABCHECK_SELF_ADDRESS:8098" -h "$made/served"
