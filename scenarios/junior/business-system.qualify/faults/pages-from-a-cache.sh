#!/bin/bash
# Pages are kept for an hour, however the data changes meanwhile.
# on: app
# breaks: 1.2.5
# checks: app-shows-rows
# shellcheck disable=SC2016 # nginx's variables
sed -i '1i fastcgi_cache_path /var/cache/pages keys_zone=pages:1m;\nfastcgi_cache_key "$host$request_uri";' /etc/nginx/sites-available/board
sed -i 's/fastcgi_pass .*/&\n    fastcgi_cache pages;\n    fastcgi_cache_valid 200 1h;\n    fastcgi_ignore_headers Cache-Control Expires Set-Cookie;/' \
  /etc/nginx/sites-available/board
nginx -t -q
systemctl restart nginx
