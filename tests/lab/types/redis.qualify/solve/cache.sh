ip address replace "$LABCHECK_SELF_ADDRESS/24" dev eth1
ip link set eth1 up
# A sentinel that sees its master restart for too long makes the other one the master, and writes so in their files.
systemctl stop redis-sentinel
[ -e /root/redis.conf ] || cp /etc/redis/redis.conf /root/redis.conf
conf=/etc/redis/lab.conf
master=$LABCHECK_HOST_cache_0_ADDRESS
cat >$conf <<CONF
bind 127.0.0.1 $LABCHECK_SELF_ADDRESS
protected-mode no
requirepass apple
masterauth apple
user reader on >pear ~shop:* +get +ping
maxmemory 64mb
maxmemory-policy allkeys-lru
CONF
[ "$LABCHECK_SELF_ADDRESS" = "$master" ] || echo "replicaof $master 6379" >>$conf
cat /root/redis.conf >/etc/redis/redis.conf
echo "include $conf" >>/etc/redis/redis.conf
chown redis: $conf
systemctl enable --quiet redis-server
systemctl restart redis-server
redis-cli -a apple --no-auth-warning ping | grep -q PONG
if [ "$LABCHECK_SELF_ADDRESS" = "$master" ]; then
  redis-cli -a apple --no-auth-warning set shop:1 pears >/dev/null
  exit 0
fi
cat >/etc/redis/sentinel.conf <<CONF
bind 127.0.0.1 $LABCHECK_SELF_ADDRESS
protected-mode no
port 26379
dir /var/lib/redis
daemonize yes
pidfile /run/sentinel/redis-sentinel.pid
sentinel monitor shop $master 6379 1
sentinel auth-pass shop apple
sentinel down-after-milliseconds shop 5000
sentinel failover-timeout shop 600000
CONF
chown redis: /etc/redis/sentinel.conf
systemctl enable --quiet redis-sentinel
systemctl restart redis-sentinel
