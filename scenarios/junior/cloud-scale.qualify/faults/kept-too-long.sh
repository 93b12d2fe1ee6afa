#!/bin/bash
# Price pages are kept for ten minutes.
# on: lb
# breaks: 3.3.4
# checks: scale-fresh
sed -i 's/proxy_cache_valid 200 11s/proxy_cache_valid 200 10m/; s/inactive=1m/inactive=20m/' /etc/nginx/sites-available/shop
systemctl reload nginx
