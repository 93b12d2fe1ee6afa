#!/bin/bash
# One host still makes two pages at a time.
# on: app[2]
# breaks: 3.3.4
# checks: scale-burst
sed -i 's/^pm.max_children = .*/pm.max_children = 2/' /etc/php/8.2/fpm/pool.d/www.conf
systemctl restart php8.2-fpm
