#!/bin/bash
# The balancer answers itself, but nobody else.
# on: lb
# breaks: 2.2.3
sed -i "s/listen .*/listen 127.0.0.1:$LABCHECK_PARAM_lb_port;/" /etc/nginx/conf.d/balancer.conf
systemctl restart nginx
