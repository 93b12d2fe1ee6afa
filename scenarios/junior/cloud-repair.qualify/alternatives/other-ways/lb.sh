#!/bin/bash
# on: lb
# Machines by name, another way of balancing, a report with further columns and other evidence.
# First what the exam centre sets up: the balancer, which takes a wrong port for one of the machines.
hash=$(printf '%s' "$LABCHECK_PARAM_seed" | sha256sum)
wrong=$((9000 + 0x${hash:1:2}))
sick=app1 other=app2
sick_at=$LABCHECK_HOST_app_0_ADDRESS other_at=$LABCHECK_HOST_app_1_ADDRESS
if [ $((0x${hash:0:1} % 2)) = 1 ]; then
  sick=app2 other=app1
  sick_at=$LABCHECK_HOST_app_1_ADDRESS other_at=$LABCHECK_HOST_app_0_ADDRESS
fi
set_up() {
  cat >/etc/nginx/sites-available/desk <<CONF
upstream desk {
  server $sick_at:$LABCHECK_PARAM_app_port max_fails=1 fail_timeout=3s;
  server $other_at:$wrong max_fails=1 fail_timeout=3s;
}
server {
  listen $LABCHECK_PARAM_lb_port;
  location / {
    proxy_pass http://desk;
    proxy_set_header Host \$http_host;
    proxy_connect_timeout 2s;
    proxy_next_upstream error timeout http_502 http_503;
  }
}
CONF
  rm -f /etc/nginx/sites-enabled/default
  ln -s /etc/nginx/sites-available/desk /etc/nginx/sites-enabled/desk
  nginx -t -q
  systemctl enable --quiet nginx
  systemctl restart nginx
}
[ -e /etc/nginx/sites-enabled/desk ] || set_up

# And this is the candidate's part. The log tells the wrong port once requests come.
log=/var/log/nginx/error.log
for _ in $(seq 120); do
  for _ in 1 2 3; do curl -s -m 10 -o /dev/null "http://127.0.0.1:$LABCHECK_PARAM_lb_port/order.php" || true; done
  line=$(grep -F ":$wrong/" $log | grep -F 'connect() failed' | tail -n 1 || true)
  [ -z "$line" ] || break
  sleep 1
done
line=$(grep -o 'connect() failed.*' <<<"$line")
printf '%s %s\n' "$LABCHECK_HOST_app_0_ADDRESS" app1.desk "$LABCHECK_HOST_app_1_ADDRESS" app2.desk >>/etc/hosts
cat >/etc/nginx/conf.d/machines.conf <<CONF
upstream machines {
  least_conn;
  server app1.desk:$LABCHECK_PARAM_app_port fail_timeout=2s;
  server app2.desk:$LABCHECK_PARAM_app_port fail_timeout=2s;
}
CONF
sed -i '/^upstream/,/^}/d; s/desk;$/machines;/' /etc/nginx/sites-available/desk
nginx -t -q
systemctl reload nginx
mkdir -p "$LABCHECK_PARAM_folder"
{
  echo 'number,member,host,cause,repair,evidence,log'
  echo "1,Wu Jie,db,packets-dropped,iptables,\"orders-db at $LABCHECK_HOST_db_ADDRESS: Connection\",/var/log/desk/desk.log"
  echo "2,Lin Mo,db,rights-missing,account anew,\"denied to user 'desk_$LABCHECK_PARAM_team'@'$sick_at' for table\",/var/log/desk/desk.log"
  echo "3,Lin Mo,$other,name-wrong,/etc/hosts,orders-db at ${LABCHECK_HOST_db_ADDRESS%.*}.33,/var/log/desk/desk.log"
  echo "4,Wu Jie,lb,wrong-port,names,\"upstream: \"\"http://$other_at:$wrong/order.php\"\"\",$log"
  echo "5,Wu Jie,$sick,disk-full,settings,slip: file_put_contents(): Write of 6 bytes failed with errno=28 No space left on device,/var/log/desk/desk.log"
  echo "6,Lin Mo,$sick,service-not-starting,pool,pm.max_children must be a positive value,journal"
} >"$LABCHECK_PARAM_folder/faults.csv"
