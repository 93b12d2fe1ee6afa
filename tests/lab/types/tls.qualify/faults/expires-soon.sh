#!/bin/bash
# The certificate is over in a week.
# on: web
# breaks: 3.4.2
# checks: lasts
cd /etc/lab
openssl x509 -req -in www.csr -CA ca.pem -CAkey ca.key -days 7 -extfile www.ext -out www.pem 2>/dev/null
systemctl restart nginx
