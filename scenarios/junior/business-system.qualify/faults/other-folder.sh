#!/bin/bash
# What is published lies elsewhere; the planned folder is for nothing.
# on: app
# breaks: 1.2.5
# checks: app-runs-php
sed -i 's|root .*|root /usr/share/wordpress;|' /etc/nginx/sites-available/board
rm /srv/www/board
mkdir /srv/www/board
systemctl reload nginx
