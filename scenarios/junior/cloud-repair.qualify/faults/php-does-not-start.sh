#!/bin/bash
# What makes one machine's pages has no children again.
# on: app[1]
# breaks: 3.3.3
# checks: repair-shows
sed -i 's/^pm.max_children = .*/pm.max_children = 0/' /etc/php/8.2/fpm/pool.d/www.conf
systemctl restart php8.2-fpm || true
