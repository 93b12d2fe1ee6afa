#!/bin/bash
# The name stands where nobody looks for it any more.
# on: web
# breaks: 3.4.2
# checks: trusted names
cd /etc/lab
printf 'subjectAltName=DNS:intranet.lab.example\n' >other.ext
openssl x509 -req -in www.csr -CA ca.pem -CAkey ca.key -days 90 -extfile other.ext -out www.pem 2>/dev/null
systemctl restart nginx
