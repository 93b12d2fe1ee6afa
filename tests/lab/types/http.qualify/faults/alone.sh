#!/bin/bash
# One backend does all the work.
# on: lb
# breaks: 2.2.3
# checks: shared-evenly shared-by-header
sed -i 's|8082; }|8082 down; }|' /etc/nginx/conf.d/balancer.conf
systemctl restart nginx
