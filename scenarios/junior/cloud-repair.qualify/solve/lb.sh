#!/bin/bash
# Solves the role lb. First what the exam centre sets up: the balancer, which takes a wrong port for one of the machines.
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
sed -i "s/:$wrong /:$LABCHECK_PARAM_app_port /" /etc/nginx/sites-available/desk
systemctl reload nginx
mkdir -p "$LABCHECK_PARAM_folder"
cat >"$LABCHECK_PARAM_folder/faults.csv" <<CSV
cause,host,log,evidence,member
wrong-port,lb,$log,"${line//\"/\"\"}",Chen
service-not-starting,$sick,/var/log/php8.2-fpm.log,[pool www] pm.max_children must be a positive value,Lin
disk-full,$sick,/var/log/desk/desk.log,errno=28 No space left on device,Lin
rights-missing,db,/var/log/desk/desk.log,"INSERT command denied to user 'desk_$LABCHECK_PARAM_team'@'$sick_at'",Wu
name-wrong,$other,/var/log/desk/desk.log,orders-db at ${LABCHECK_HOST_db_ADDRESS%.*}.33: No route to host,Lin
packets-dropped,db,/var/log/desk/desk.log,orders-db at $LABCHECK_HOST_db_ADDRESS: Connection timed out,Wu
CSV
