#!/bin/bash
# Any cipher will do.
# on: web
# breaks: 3.4.2
# checks: no-weak-cipher
sed -i 's/ssl_ciphers .*/ssl_ciphers ALL;/' /etc/nginx/sites-available/default
systemctl restart nginx
