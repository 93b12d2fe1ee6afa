ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
one=$LABCHECK_HOST_kv_0_ADDRESS two=$LABCHECK_HOST_kv_1_ADDRESS three=$LABCHECK_HOST_kv_2_ADDRESS
case $LABCHECK_SELF_ADDRESS in "$one") name=kv1 ;; "$two") name=kv2 ;; *) name=kv3 ;; esac
cat >/etc/default/etcd <<CONF
ETCD_NAME=$name
ETCD_LISTEN_CLIENT_URLS=http://0.0.0.0:2379
ETCD_ADVERTISE_CLIENT_URLS=http://$LABCHECK_SELF_ADDRESS:2379
ETCD_LISTEN_PEER_URLS=http://0.0.0.0:2380
ETCD_INITIAL_ADVERTISE_PEER_URLS=http://$LABCHECK_SELF_ADDRESS:2380
ETCD_INITIAL_CLUSTER=kv1=http://$one:2380,kv2=http://$two:2380,kv3=http://$three:2380
CONF
systemctl enable --quiet etcd
systemctl start --no-block etcd
[ "$name" = kv3 ] || exit 0
for _ in $(seq 200); do
  curl -s "http://$three:2379/health" | grep -q true && break
  sleep 0.2
done
for id in $(curl -sf "http://$three:2379/v3/cluster/member/list" -d '{}' |
  sed -n 's/.*"ID":"\([0-9]*\)","peerURLs":\["http:\/\/192.168.60.99:2380"\].*/\1/p'); do
  curl -sf "http://$three:2379/v3/cluster/member/remove" -d "{\"ID\":\"$id\"}" >/dev/null
done
put() { curl -sf "http://$three:2379/v3/kv/put" -d "{\"key\":\"$(printf %s "$1" | base64)\",\"value\":\"$(printf %s "$2" | base64)\"}" >/dev/null; }
put shop/name pears
put shop/port 8080
