#!/bin/bash
# The balancer forwards to the first web server only.
# on: lb
# breaks: 2.2.3
sed -i "/server $LABCHECK_HOST_web_1_ADDRESS:/d" /etc/nginx/conf.d/balancer.conf
systemctl reload nginx
