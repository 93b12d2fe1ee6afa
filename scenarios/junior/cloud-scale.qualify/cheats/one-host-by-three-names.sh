#!/bin/bash
# The added hosts ask the first one and put their own names on its pages.
# on: app[0] app[1] app[2]
# breaks: 3.3.4
# checks: scale-hosts
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_app_0_ADDRESS" ]; then
  sed -i 's/^pm.max_children = .*/pm.max_children = 30/' /etc/php/8.2/fpm/pool.d/www.conf
  systemctl restart php8.2-fpm
  exit
fi
name=app2
[ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_app_1_ADDRESS" ] || name=app3
cat >/etc/nginx/sites-available/shop <<CONF
server {
  listen $LABCHECK_PARAM_app_port;
  location / {
    proxy_pass http://$LABCHECK_HOST_app_0_ADDRESS:$LABCHECK_PARAM_app_port;
    proxy_hide_header X-Server;
    add_header X-Server $name;
    sub_filter_types *;
    sub_filter app1 $name;
  }
}
CONF
systemctl reload nginx
