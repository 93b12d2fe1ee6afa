#!/bin/bash
# TLS 1.0 and 1.1 are taken, too.
# on: db
# breaks: 2.3.1
# checks: db-tls-only
cat >>/etc/mysql/mariadb.conf.d/90-cloud.cnf <<'END'
tls_version = TLSv1.0,TLSv1.1,TLSv1.2,TLSv1.3
ssl_cipher = ALL:@SECLEVEL=0
END
systemctl restart mariadb
