#!/bin/bash
# The server shows a certificate that is signed by itself, not by the authority that is handed out.
# on: db
# breaks: 2.3.1
# checks: db-certificate
cd /etc/mysql/tls
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 400 -subj "/CN=$LABCHECK_PARAM_db_endpoint" \
  -addext "subjectAltName = DNS:$LABCHECK_PARAM_db_endpoint" -keyout server.key -out server.crt 2>/dev/null
chown mysql: server.key
systemctl restart mariadb
