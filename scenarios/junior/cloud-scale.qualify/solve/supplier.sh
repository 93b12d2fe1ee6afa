#!/bin/bash
# The proctor's supplier: tells a price after four seconds, to as many as ask at a time, and notes who asked for what.
mkdir -p /srv/supplier
cat >/srv/supplier/price.php <<PHP
<?php
usleep(4000000);
echo substr(hash('sha256', 'price $LABCHECK_PARAM_seed ' . \$_GET['item']), 0, 12);
PHP
cat >/etc/nginx/sites-available/default <<CONF
log_format asked '\$remote_addr \$arg_item';
server {
  listen 8042;
  root /srv/supplier;
  access_log /var/log/nginx/asked.log asked;
  location = /price {
    include fastcgi.conf;
    fastcgi_param SCRIPT_FILENAME /srv/supplier/price.php;
    fastcgi_pass unix:/run/php/php8.2-fpm.sock;
  }
}
CONF
sed -i 's/^pm = .*/pm = static/; s/^pm.max_children = .*/pm.max_children = 64/' /etc/php/8.2/fpm/pool.d/www.conf
systemctl enable --quiet nginx php8.2-fpm
systemctl restart nginx php8.2-fpm
