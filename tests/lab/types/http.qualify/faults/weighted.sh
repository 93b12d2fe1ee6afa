#!/bin/bash
# One backend gets three of four.
# on: lb
# breaks: 2.2.3
# checks: shared-evenly
sed -i 's|8081; server|8081 weight=3; server|' /etc/nginx/conf.d/balancer.conf
systemctl restart nginx
