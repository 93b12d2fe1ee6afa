#!/bin/bash
# Missing pages are answered by the front page with status 200.
# on: web
# breaks: 1.2.4
# checks: web-missing-page
sed -i 's|^  root .*|&\n  error_page 404 =200 /index.html;|' /etc/nginx/sites-available/company
systemctl reload nginx
