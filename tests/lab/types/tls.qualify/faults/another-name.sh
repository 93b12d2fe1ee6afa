#!/bin/bash
# The shop's certificate is shown for everything.
# on: web
# breaks: 3.4.2
# checks: trusted names
sed -i 's|/etc/lab/www\.|/etc/lab/shop.|' /etc/nginx/sites-available/default
systemctl restart nginx
