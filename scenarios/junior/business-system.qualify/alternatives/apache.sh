#!/bin/bash
# Apache instead of nginx, and a copy of the application instead of a link.
# on: app
address=$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_web_port
cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$LABCHECK_PARAM_team');
define('DB_USER', 'app_$LABCHECK_PARAM_team');
define('DB_PASSWORD', '$LABCHECK_PARAM_db_password');
define('DB_HOST', '$LABCHECK_HOST_db_ADDRESS:$LABCHECK_PARAM_db_port');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://$address');
define('WP_SITEURL', 'http://$address');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
CONF
chown root:www-data /etc/wordpress/config-default.php
chmod 640 /etc/wordpress/config-default.php
mkdir -p /srv/www
cp -rn /usr/share/wordpress /srv/www/board
echo "Listen $LABCHECK_PARAM_web_port" >/etc/apache2/ports.conf
cat >/etc/apache2/sites-available/board.conf <<CONF
<VirtualHost *:$LABCHECK_PARAM_web_port>
  DocumentRoot /srv/www/board
  DirectoryIndex index.php
  <Directory /srv/www/board>
    Options FollowSymLinks
    Require all granted
  </Directory>
  <FilesMatch \.php$>
    SetHandler "proxy:unix:/run/php/php8.2-fpm.sock|fcgi://board"
  </FilesMatch>
</VirtualHost>
CONF
a2dissite -q 000-default >/dev/null
a2dismod -q -f php8.2 >/dev/null 2>&1 || true
a2enmod -q proxy_fcgi >/dev/null
a2ensite -q board >/dev/null
systemctl enable --quiet php8.2-fpm apache2
systemctl restart php8.2-fpm apache2
for _ in $(seq 120); do   # the database is set up at the same time
  mariadb -h "$LABCHECK_HOST_db_ADDRESS" -P "$LABCHECK_PARAM_db_port" -u "app_$LABCHECK_PARAM_team" \
    -p"$LABCHECK_PARAM_db_password" "board_$LABCHECK_PARAM_team" -e 'select 1' >/dev/null 2>&1 && break
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
             getenv('LABCHECK_PARAM_keeper_password'));
}
PHP
