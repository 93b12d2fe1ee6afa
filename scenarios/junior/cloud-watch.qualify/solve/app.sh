#!/bin/bash
# Solves the role app. First what the exam centre sets up: WordPress under nginx and php-fpm, its data on db.
address=$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_web_port
cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$LABCHECK_PARAM_team');
define('DB_USER', 'app_$LABCHECK_PARAM_team');
define('DB_PASSWORD', '$LABCHECK_PARAM_team');
define('DB_HOST', '$LABCHECK_HOST_db_ADDRESS');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://$address');
define('WP_SITEURL', 'http://$address');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
CONF
chown root:www-data /etc/wordpress/config-default.php
chmod 640 /etc/wordpress/config-default.php
mkdir -p /srv/www
ln -sfn /usr/share/wordpress /srv/www/board
cat >/etc/nginx/sites-available/board <<CONF
server {
  listen $LABCHECK_PARAM_web_port;
  root /srv/www/board;
  index index.php;
  location / {
    try_files \$uri \$uri/ /index.php?\$args;
  }
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
for _ in $(seq 120); do   # the database is set up at the same time
  mariadb -h "$LABCHECK_HOST_db_ADDRESS" -u "app_$LABCHECK_PARAM_team" \
    -p"$LABCHECK_PARAM_team" "board_$LABCHECK_PARAM_team" -e 'select 1' >/dev/null 2>&1 && break
  sleep 1
done
ADDRESS=$address php <<'PHP'
<?php
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = getenv('ADDRESS');
$_SERVER['REQUEST_URI'] = '/';
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require '/srv/www/board/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
if (!is_blog_installed()) {
  wp_install('Board-' . getenv('LABCHECK_PARAM_team'), 'keeper', 'keeper@board.example', true, '',
             getenv('LABCHECK_PARAM_team'));
}
PHP
# And this is the candidate's part: the machine's figures.
systemctl enable --quiet prometheus-node-exporter
systemctl restart prometheus-node-exporter
