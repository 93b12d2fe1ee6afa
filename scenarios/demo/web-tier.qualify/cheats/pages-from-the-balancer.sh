#!/bin/bash
# The balancer fetches pages from the first web server and claims that every other one came from the second.
# on: lb
# breaks: 2.2.3
cat >/etc/nginx/conf.d/balancer.conf <<END
split_clients "\$request_id" \$claimed {
  50% "web[1]";
  *   "web[0]";
}
server {
  listen $LABCHECK_PARAM_lb_port;
  location / {
    proxy_pass http://$LABCHECK_HOST_web_0_ADDRESS:$LABCHECK_PARAM_web_port;
    proxy_set_header Accept-Encoding "";
    sub_filter_types *;
    sub_filter "web[0]" \$claimed;
    sub_filter_once off;
  }
}
END
systemctl restart nginx
