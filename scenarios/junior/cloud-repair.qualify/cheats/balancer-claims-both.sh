#!/bin/bash
# The balancer asks one machine only and claims that every other page was the other one's.
# on: lb
# breaks: 3.3.3
# checks: repair-first-lost
cat >/etc/nginx/sites-available/desk <<CONF
split_clients "\$request_id" \$claimed {
  50% "app2";
  *   "app1";
}
server {
  listen $LABCHECK_PARAM_lb_port;
  location / {
    proxy_pass http://$LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port;
    sub_filter_types *;
    sub_filter "app1" \$claimed;
    sub_filter_once off;
  }
}
CONF
systemctl reload nginx
