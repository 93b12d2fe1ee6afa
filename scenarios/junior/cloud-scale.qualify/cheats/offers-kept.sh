#!/bin/bash
# Offers are kept, too, and numbered by the balancer, so that many at once cost one.
# on: lb
# breaks: 3.3.4
# checks: scale-burst
# shellcheck disable=SC2016 # nginx's variables
sed -i 's#location / { proxy_pass http://shop; }#location = /offer.php { proxy_pass http://shop; proxy_cache prices; proxy_cache_valid 200 5s; proxy_cache_lock on; proxy_ignore_headers Cache-Control; sub_filter_types *; sub_filter "offer " "offer $request_id"; }\n  &#' /etc/nginx/sites-available/shop
nginx -t -q
systemctl reload nginx
