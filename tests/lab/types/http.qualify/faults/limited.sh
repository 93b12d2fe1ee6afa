#!/bin/bash
# More than one request in a second is refused.
# on: lb
# breaks: 2.2.3
# checks: answers shared-evenly shared-by-header
sed -i 's|proxy_pass|limit_req zone=all; proxy_pass|' /etc/nginx/conf.d/balancer.conf
systemctl restart nginx
