#!/bin/bash
# Apache instead of nginx, the application as a copy, and the addresses in its configuration.
# on: app
address=$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_web_port
cat >/etc/wordpress/config-default.php <<CONF
<?php
define('DB_NAME', 'board_$LABCHECK_PARAM_team');
define('DB_USER', 'app_$LABCHECK_PARAM_team');
define('DB_PASSWORD', '$LABCHECK_PARAM_db_password');
define('DB_HOST', '$LABCHECK_HOST_db_ADDRESS:3306');
define('DB_CHARSET', 'utf8mb4');
define('WP_HOME', 'http://$address');
define('WP_SITEURL', 'http://$address');
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('DISABLE_WP_CRON', true);
CONF
chown root:www-data /etc/wordpress/config-default.php
chmod 640 /etc/wordpress/config-default.php
for _ in $(seq 300); do   # the old machine is set up at the same time
  rsync -rt "rsync://$LABCHECK_HOST_old_ADDRESS/uploads/" /var/lib/wordpress/wp-content/uploads/ 2>/dev/null && break
  sleep 1
done
mkdir -p /srv/www
cp -rn /usr/share/wordpress /srv/www/board
echo "Listen $LABCHECK_PARAM_web_port" >/etc/apache2/ports.conf
cat >/etc/apache2/sites-available/board.conf <<CONF
<VirtualHost *:$LABCHECK_PARAM_web_port>
  DocumentRoot /srv/www/board
  DirectoryIndex index.php
  Alias /wp-content /var/lib/wordpress/wp-content
  <Directory /srv/www/board>
    Options FollowSymLinks
    Require all granted
    FallbackResource /index.php
  </Directory>
  <Directory /var/lib/wordpress/wp-content>
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
