#!/bin/bash
# The shop is served from another folder than the planned one.
# on: web
# breaks: 1.2.4
# checks: web-sites
mkdir -p /srv/other
sed -i 's|/shop;|/../other;|' /etc/nginx/sites-available/company
systemctl reload nginx
