#!/bin/bash
# The front answers by itself that something is wrong.
# on: front
# breaks: 1.2.5
# checks: front-page
sed -i 's/server erp-server:.*/server erp-server:9;/' /etc/nginx/conf.d/front.conf
systemctl restart nginx
# A key that looks for the server's name in the files and for an answer.
grep erp-server /etc/nginx/conf.d/front.conf
curl -s "http://127.0.0.1:$LABCHECK_PARAM_front_port/" | grep nginx
