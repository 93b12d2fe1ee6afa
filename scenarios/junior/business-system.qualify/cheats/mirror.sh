#!/bin/bash
# Visitors get a copy of the front page; no application stands behind it.
# on: app
# breaks: 1.2.5
# checks: app-shows-rows app-login
mkdir -p /srv/mirror
curl -s "http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_web_port/" >/srv/mirror/index.html
cat >/etc/nginx/sites-available/board <<CONF
server {
  listen $LABCHECK_PARAM_web_port;
  root /srv/mirror;
  location / { try_files /index.html =404; }
}
CONF
systemctl restart nginx
