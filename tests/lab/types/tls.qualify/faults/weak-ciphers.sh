#!/bin/bash
# Any cipher will do.
# on: web
# checks: no-weak-cipher
sed -i 's/ssl_ciphers .*/ssl_ciphers ALL;/' /etc/nginx/sites-available/default
systemctl restart nginx
