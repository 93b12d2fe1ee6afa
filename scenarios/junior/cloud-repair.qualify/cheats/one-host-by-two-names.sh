#!/bin/bash
# One machine asks the other for its pages and puts its own name on them.
# on: app[1]
# breaks: 3.3.3
# checks: repair-takes
cat >/etc/nginx/sites-available/desk <<CONF
server {
  listen $LABCHECK_PARAM_app_port;
  root /srv/desk;
  location /papers/ { try_files \$uri =404; }
  location / {
    proxy_pass http://$LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port;
    sub_filter_types *;
    sub_filter app1 app2;
    sub_filter_once off;
  }
}
CONF
systemctl reload nginx
