#!/bin/bash
# The balancer knows both web servers but never tries the other one when the first it picked is gone.
# on: lb
# breaks: 2.2.3
sed -i 's/proxy_next_upstream .*/proxy_next_upstream off;/; s/ max_fails=1 fail_timeout=3s/ max_fails=0/' \
  /etc/nginx/conf.d/balancer.conf
systemctl reload nginx
