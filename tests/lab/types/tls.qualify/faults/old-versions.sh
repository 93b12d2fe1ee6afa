#!/bin/bash
# TLS 1.0 and 1.1 are taken, too.
# on: web
# breaks: 3.4.2
# checks: modern
sed -i 's/ssl_protocols .*/ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;/; s/ssl_ciphers .*/ssl_ciphers ECDHE+AESGCM:ECDHE+AES:@SECLEVEL=0;/' /etc/nginx/sites-available/default
systemctl restart nginx
