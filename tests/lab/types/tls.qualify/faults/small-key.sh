#!/bin/bash
# The key has 1024 bits.
# on: web
# breaks: 3.4.2
# checks: strong
cd /etc/lab
openssl req -newkey rsa:1024 -nodes -keyout www.key -out www.csr -subj /O=Lab/CN=www.lab.example 2>/dev/null
openssl x509 -req -in www.csr -CA ca.pem -CAkey ca.key -days 90 -extfile www.ext -out www.pem 2>/dev/null
sed -i 's/AESGCM;/AESGCM:@SECLEVEL=0;/' /etc/nginx/sites-available/default
systemctl restart nginx
