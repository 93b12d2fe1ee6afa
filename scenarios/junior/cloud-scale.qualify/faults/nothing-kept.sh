#!/bin/bash
# No page is kept.
# on: lb
# breaks: 3.3.4
# checks: scale-cache
sed -i '/proxy_cache /d' /etc/nginx/sites-available/shop
systemctl reload nginx
