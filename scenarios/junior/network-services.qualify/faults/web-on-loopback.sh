#!/bin/bash
# The web server answers itself, but nobody else.
# on: web
# breaks: 1.2.4
# checks: web-sites web-missing-page web-private
sed -i 's/listen /listen 127.0.0.1:/' /etc/nginx/sites-available/company
systemctl restart nginx
