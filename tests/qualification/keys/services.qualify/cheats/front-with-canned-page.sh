#!/bin/bash
# The front answers every request itself with the words of an ERP page.
# on: front
# breaks: 1.2.5
sed -i 's|proxy_pass .*|return 200 "front erp-server";|' /etc/nginx/conf.d/front.conf
systemctl restart nginx
