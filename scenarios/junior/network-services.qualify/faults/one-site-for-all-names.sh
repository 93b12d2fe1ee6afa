#!/bin/bash
# Every name gets the first site.
# on: web
# breaks: 1.2.4
# checks: web-sites
sed -i '/^}/,$ { /^server/,$ d }' /etc/nginx/sites-available/company
systemctl reload nginx
