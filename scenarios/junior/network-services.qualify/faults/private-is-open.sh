#!/bin/bash
# The protected pages are shown to everybody.
# on: web
# breaks: 1.2.4
# checks: web-private
sed -i '/auth_basic/d' /etc/nginx/sites-available/company
systemctl reload nginx
