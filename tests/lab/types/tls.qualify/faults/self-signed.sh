#!/bin/bash
# The site signed its certificate itself.
# on: web
# breaks: 3.4.2
# checks: trusted
cd /etc/lab
openssl x509 -req -in www.csr -signkey www.key -days 90 -extfile www.ext -out www.pem 2>/dev/null
systemctl restart nginx
