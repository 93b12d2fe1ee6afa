#!/bin/bash
# The web server gives PHP files away as text.
# on: app
# breaks: 1.2.5
# checks: app-runs-php app-title
sed -i 's/location ~ .*php.*/location ~ never {/' /etc/nginx/sites-available/board
systemctl reload nginx
