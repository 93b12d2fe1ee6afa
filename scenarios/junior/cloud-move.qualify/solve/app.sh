#!/bin/bash
# Solves the role app: WordPress under nginx and php-fpm, with the old system's files and the new database.
cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$LABCHECK_PARAM_team');
define('DB_USER', 'app_$LABCHECK_PARAM_team');
define('DB_PASSWORD', '$LABCHECK_PARAM_db_password');
define('DB_HOST', '$LABCHECK_HOST_db_ADDRESS');
define('DB_CHARSET', 'utf8mb4');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
CONF
chown root:www-data /etc/wordpress/config-default.php
chmod 640 /etc/wordpress/config-default.php
for _ in $(seq 300); do   # the old machine is set up at the same time
  rsync -rt "rsync://$LABCHECK_HOST_old_ADDRESS/uploads/" /var/lib/wordpress/wp-content/uploads/ 2>/dev/null && break
  sleep 1
done
chown -R www-data: /var/lib/wordpress/wp-content/uploads
cat >/etc/nginx/sites-available/board <<CONF
server {
  listen $LABCHECK_PARAM_web_port;
  root /usr/share/wordpress;
  index index.php;
  location / { try_files \$uri \$uri/ /index.php?\$args; }
  location /wp-content/ { root /var/lib/wordpress; }
  location ~ \.php\$ {
    try_files \$uri =404;
    include fastcgi.conf;
    fastcgi_param HTTP_HOST \$http_host;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/board /etc/nginx/sites-enabled/board
nginx -t -q
systemctl enable --quiet php8.2-fpm nginx
systemctl restart php8.2-fpm nginx
