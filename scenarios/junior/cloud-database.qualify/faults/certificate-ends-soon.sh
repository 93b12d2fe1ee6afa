#!/bin/bash
# The certificate is over in a week.
# on: db
# breaks: 2.3.1
# checks: db-certificate
cd /etc/mysql/tls
openssl x509 -req -in server.csr -CA "$LABCHECK_PARAM_db_ca" -CAkey ca.key -CAcreateserial -days 7 \
  -extfile <(echo "subjectAltName = DNS:$LABCHECK_PARAM_db_endpoint") -out server.crt 2>/dev/null
systemctl restart mariadb
