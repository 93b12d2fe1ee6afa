ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
htpasswd -Bbc /etc/docker/registry/users ci apple 2>/dev/null
cat >/etc/docker/registry/config.yml <<'CONF'
version: 0.1
log: {level: error}
storage: {filesystem: {rootdirectory: /var/lib/docker-registry}, delete: {enabled: true}}
http: {addr: ":5000"}
auth: {htpasswd: {realm: Lab, path: /etc/docker/registry/users}}
CONF
chmod 644 /etc/docker/registry/users
rm -rf /var/lib/docker-registry/docker
systemctl enable --quiet docker-registry
systemctl restart docker-registry
until curl -s http://127.0.0.1:5000/v2/ >/dev/null; do sleep 0.1; done
hub() { curl -sf -u ci:apple "$@"; }
printf '{"architecture":"amd64","os":"linux"}' >/tmp/blob
digest=sha256:$(sha256sum </tmp/blob | cut -d' ' -f1)
place=$(hub -i -X POST http://127.0.0.1:5000/v2/shop/app/blobs/uploads/ | tr -d '\r' | sed -n 's/^Location: //Ip')
hub -X PUT "$place&digest=$digest" -H 'Content-Type: application/octet-stream' --data-binary @/tmp/blob
blob="\"size\":$(stat -c %s /tmp/blob),\"digest\":\"$digest\""
hub -X PUT http://127.0.0.1:5000/v2/shop/app/manifests/1.4 -H 'Content-Type: application/vnd.oci.image.manifest.v1+json' \
  -d "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"mediaType\":\"application/vnd.oci.image.config.v1+json\",$blob},\"layers\":[{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",$blob}]}"
