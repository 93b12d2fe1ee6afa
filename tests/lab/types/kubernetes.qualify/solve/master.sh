# An API server over etcd, with its own authority, an administrator with a client certificate, a service account's token,
# two nodes and a deployment as their controllers would report them.
a=$LABCHECK_SELF_ADDRESS
ip address replace "$a/24" dev eth1
ip link set eth1 up
install -d -m 700 /etc/kubernetes/pki
cd /etc/kubernetes/pki
signed() { # NAME SUBJECT [EXTENSIONS]
  openssl req -newkey rsa:2048 -nodes -keyout "$1.key" -out "$1.csr" -subj "$2" 2>/dev/null
  printf '%s\n' "${3:-extendedKeyUsage=clientAuth}" >"$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 365 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
if [ ! -e ca.crt ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -subj /CN=kubernetes -days 365 2>/dev/null
  openssl genrsa -out sa.key 2048 2>/dev/null
fi
[ -e apiserver.crt ] ||
  signed apiserver /CN=kube-apiserver "subjectAltName=DNS:kubernetes,DNS:cluster.lab,IP:127.0.0.1,IP:$a"
[ -e admin.crt ] || signed admin /O=system:masters/CN=kubernetes-admin
[ -e viewer.crt ] || signed viewer /CN=viewer
systemctl enable --quiet --now etcd
cat >/etc/systemd/system/kube-apiserver.service <<UNIT
[Unit]
After=etcd.service
[Service]
ExecStart=/usr/local/bin/kube-apiserver --etcd-servers=http://127.0.0.1:2379 --advertise-address=$a \
  --service-cluster-ip-range=10.96.0.0/16 --authorization-mode=RBAC --allow-privileged \
  --client-ca-file=/etc/kubernetes/pki/ca.crt --tls-cert-file=/etc/kubernetes/pki/apiserver.crt \
  --tls-private-key-file=/etc/kubernetes/pki/apiserver.key --service-account-issuer=https://kubernetes.default \
  --service-account-key-file=/etc/kubernetes/pki/sa.key --service-account-signing-key-file=/etc/kubernetes/pki/sa.key
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet kube-apiserver
systemctl restart kube-apiserver

# kubectl of Debian 12 dies of a nil pointer: everything goes by hand.
config() { # FILE USER SERVER
  cat >"$1" <<CONFIG
apiVersion: v1
kind: Config
current-context: $2@lab
clusters:
- {name: lab, cluster: {server: "$3", certificate-authority-data: $(base64 -w0 ca.crt)}}
contexts:
- {name: $2@lab, context: {cluster: lab, user: $2}}
users:
- {name: $2, user: {client-certificate-data: $(base64 -w0 "$2.crt"), client-key-data: $(base64 -w0 "$2.key")}}
CONFIG
}
config /etc/kubernetes/admin.conf admin https://cluster.lab:6443
config /etc/kubernetes/viewer.conf viewer "https://$a:6443"
api() { # METHOD PATH [JSON [CONTENT-TYPE]]
  curl --silent --cacert ca.crt --cert admin.crt --key admin.key -X "$1" -H "Content-Type: ${4:-application/json}" \
    "https://127.0.0.1:6443$2" ${3:+-d "$3"}
}
reported() { api PATCH "$1" "$2" application/merge-patch+json >/dev/null; }  # what only a kubelet or a controller writes
ready() { [ "$(api GET /readyz)" = ok ] && api GET /api/v1/namespaces/default | grep -q '"Active"'; }
for _ in $(seq 90); do ready && break; sleep 1; done
api DELETE /apis/rbac.authorization.k8s.io/v1/clusterrolebindings/everybody >/dev/null

for node in node-1 node-2; do
  api POST /api/v1/nodes '{"apiVersion": "v1", "kind": "Node", "metadata": {"name": "'$node'"}}' >/dev/null
  reported "/api/v1/nodes/$node/status" '{"status": {"conditions": [{"type": "Ready", "status": "True", "reason": "KubeletReady"}]}}'
done
api POST /apis/apps/v1/namespaces/default/deployments '{"apiVersion": "apps/v1", "kind": "Deployment",
  "metadata": {"name": "web"}, "spec": {"replicas": 2, "selector": {"matchLabels": {"app": "web"}},
  "template": {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [{"name": "web", "image": "registry.lab/web:1"}]}}}}' >/dev/null
reported /apis/apps/v1/namespaces/default/deployments/web/status \
  '{"status": {"observedGeneration": 1, "replicas": 2, "readyReplicas": 2, "availableReplicas": 2}}'
api POST /api/v1/namespaces/default/serviceaccounts '{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "auditor"}}' >/dev/null
api POST /apis/rbac.authorization.k8s.io/v1/clusterroles '{"apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "ClusterRole", "metadata": {"name": "auditor"},
  "rules": [{"apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get", "list"]}]}' >/dev/null
api POST /apis/rbac.authorization.k8s.io/v1/clusterrolebindings '{"apiVersion": "rbac.authorization.k8s.io/v1",
  "kind": "ClusterRoleBinding", "metadata": {"name": "auditor"},
  "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "auditor"},
  "subjects": [{"kind": "ServiceAccount", "name": "auditor", "namespace": "default"}]}' >/dev/null
api POST /api/v1/namespaces/default/serviceaccounts/auditor/token '{"apiVersion": "authentication.k8s.io/v1",
  "kind": "TokenRequest", "spec": {"expirationSeconds": 7200, "audiences": ["https://kubernetes.default"]}}' |
  sed -n 's/.*"token": "\([^"]*\)".*/\1/p' | tr -d '\n' >/etc/kubernetes/auditor.token
grep -q cluster.lab /etc/hosts || echo "$a cluster.lab" >>/etc/hosts
