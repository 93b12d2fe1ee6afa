#!/bin/bash
# TLS is offered, but nobody has to use it.
# on: db
# breaks: 2.3.1
# checks: db-tls-only
sed -i '/^require_secure_transport/d' /etc/mysql/mariadb.conf.d/90-cloud.cnf
systemctl restart mariadb
mariadb -e "alter user '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_client_ADDRESS' require none"
