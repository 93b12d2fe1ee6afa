#!/bin/bash
# Missing pages are answered by the front page with status 200.
# on: web[0]
# breaks: 1.2.4
sed -i 's| =404;| /index.html;|' /etc/nginx/sites-available/shop
systemctl reload nginx
