#!/bin/bash
# One web server publishes another folder than the planned one.
# on: web[1]
# breaks: 1.2.4 2.2.3
mkdir -p /srv/site
cp /var/www/html/index.html /srv/site/
sed -i 's|root .*|root /srv/site;|' /etc/nginx/sites-available/shop
systemctl reload nginx
