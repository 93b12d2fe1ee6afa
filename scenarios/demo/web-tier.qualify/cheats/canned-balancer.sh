#!/bin/bash
# The balancer never asks a web server: it answers by itself, in turn as web1 and as web2.
# on: lb
# breaks: 2.2.3
cat >/etc/nginx/conf.d/balancer.conf <<END
split_clients "\$request_id" \$page {
  50% "this is web1";
  *   "this is web2";
}
server {
  listen $LABCHECK_PARAM_lb_port;
  default_type text/html;
  return 200 "\$page";
}
END
systemctl restart nginx
