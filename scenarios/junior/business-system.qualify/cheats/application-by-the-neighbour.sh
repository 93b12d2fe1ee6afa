#!/bin/bash
# The application runs on the neighbour's machine; app passes every request on, and the neighbour's way to the database is
# led through app.
# on: desk app
# breaks: 1.2.5
# checks: app-runs-php
address=$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_desk_ADDRESS" ]; then
  cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$LABCHECK_PARAM_team');
define('DB_USER', 'app_$LABCHECK_PARAM_team');
define('DB_PASSWORD', '$LABCHECK_PARAM_db_password');
define('DB_HOST', '$LABCHECK_HOST_app_ADDRESS:3399');
define('WP_HOME', 'http://$address');
define('WP_SITEURL', 'http://$address');
define('WP_HTTP_BLOCK_EXTERNAL', true);
CONF
  cat >/etc/nginx/sites-available/default <<'CONF'
server {
  listen 80;
  root /usr/share/wordpress;
  index index.php;
  location ~ \.php$ {
    include fastcgi.conf;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
  systemctl restart php8.2-fpm nginx
else
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f - <<NFT
table ip led_on {
  chain before {
    type nat hook prerouting priority -100;
    tcp dport 3399 dnat to $LABCHECK_HOST_db_ADDRESS:$LABCHECK_PARAM_db_port
  }
  chain after {
    type nat hook postrouting priority 100;
    ip daddr $LABCHECK_HOST_db_ADDRESS masquerade
  }
}
NFT
  cat >/etc/nginx/sites-available/board <<CONF
server {
  listen $LABCHECK_PARAM_web_port;
  location / {
    proxy_pass http://$LABCHECK_HOST_desk_ADDRESS;
    proxy_set_header Host \$http_host;
  }
}
CONF
  systemctl restart nginx
fi
