ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
cat >/etc/systemd/system/ring@.service <<'UNIT'
[Service]
ExecStart=/usr/bin/redis-server --port %i --dir /var/lib/ring-%i --cluster-enabled yes --cluster-node-timeout 2000 --protected-mode no
StateDirectory=ring-%i
Restart=no
[Install]
WantedBy=multi-user.target
UNIT
systemctl daemon-reload
systemctl enable --quiet --now ring@7001 ring@7002 ring@7003
for port in 7001 7002 7003; do
  until redis-cli -p $port ping | grep -q PONG; do sleep 0.1; done
done
if ! redis-cli -p 7001 cluster info | grep -q cluster_slots_assigned:16384; then
  ring=$LABCHECK_SELF_ADDRESS
  redis-cli --cluster create "$ring:7001" "$ring:7002" "$ring:7003" --cluster-yes
fi
for _ in $(seq 100); do
  redis-cli -p 7001 cluster info | grep -q cluster_state:ok && exit 0
  sleep 0.2
done
exit 1
