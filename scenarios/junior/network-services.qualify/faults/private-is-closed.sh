#!/bin/bash
# The protected pages are shown to nobody.
# on: web
# breaks: 1.2.4
# checks: web-private
sed -i 's|auth_basic .*|deny all;|; /auth_basic_user_file/d' /etc/nginx/sites-available/company
systemctl reload nginx
