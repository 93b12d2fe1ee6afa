#!/bin/bash
# The certificate is made out to another name.
# on: db
# breaks: 2.3.1
# checks: db-certificate
cd /etc/mysql/tls
openssl req -new -key server.key -subj "/CN=$(hostname)" -out server.csr
openssl x509 -req -in server.csr -CA "$LABCHECK_PARAM_db_ca" -CAkey ca.key -CAcreateserial -days 400 \
  -extfile <(echo "subjectAltName = DNS:$(hostname)") -out server.crt 2>/dev/null
systemctl restart mariadb
