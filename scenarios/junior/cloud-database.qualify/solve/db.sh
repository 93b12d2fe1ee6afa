#!/bin/bash
# Solves the role db: MariaDB that wants TLS and lets in one machine, and a dump of the database every night.
db=orders_$LABCHECK_PARAM_tenant
tls=/etc/mysql/tls
mkdir -p "$tls" /srv/cloud "$LABCHECK_PARAM_dumps"
if [ ! -e "$tls/server.crt" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 800 -subj "/CN=Database authority" \
    -keyout "$tls/ca.key" -out "$LABCHECK_PARAM_db_ca"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$LABCHECK_PARAM_db_endpoint" \
    -keyout "$tls/server.key" -out "$tls/server.csr"
  openssl x509 -req -in "$tls/server.csr" -CA "$LABCHECK_PARAM_db_ca" -CAkey "$tls/ca.key" -CAcreateserial -days 400 \
    -extfile <(echo "subjectAltName = DNS:$LABCHECK_PARAM_db_endpoint") -out "$tls/server.crt"
fi 2>/dev/null
chown -R mysql: "$tls"
chmod 600 "$tls"/*.key
cat >/etc/mysql/mariadb.conf.d/90-cloud.cnf <<END
[mariadbd]
bind-address = $LABCHECK_SELF_ADDRESS
port = $LABCHECK_PARAM_db_port
max_connections = $LABCHECK_PARAM_db_connections
character-set-server = utf8mb4
ssl_cert = $tls/server.crt
ssl_key = $tls/server.key
ssl_ca = $LABCHECK_PARAM_db_ca
require_secure_transport = ON
END
systemctl enable --quiet mariadb
systemctl restart mariadb
from=$LABCHECK_HOST_client_ADDRESS
mariadb <<END
create database if not exists \`$db\` character set utf8mb4;
create or replace user '$LABCHECK_PARAM_db_user'@'$from' identified by '$LABCHECK_PARAM_db_password' require ssl;
grant all privileges on \`$db\`.* to '$LABCHECK_PARAM_db_user'@'$from';
END
cat >/etc/systemd/system/db-dump.service <<END
[Unit]
Description=Dump of the tenant's database
After=mariadb.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/db-dump
END
cat >/usr/local/sbin/db-dump <<END
#!/bin/sh
set -eu
umask 077
mariadb-dump --single-transaction --routines '$db' >'$LABCHECK_PARAM_dumps/.new'
gzip -c '$LABCHECK_PARAM_dumps/.new' >'$LABCHECK_PARAM_dumps/.new.gz'
mv '$LABCHECK_PARAM_dumps/.new.gz' '$LABCHECK_PARAM_dumps/latest.sql.gz'
rm '$LABCHECK_PARAM_dumps/.new'
END
chmod 755 /usr/local/sbin/db-dump
cat >/etc/systemd/system/db-dump.timer <<END
[Unit]
Description=Dump of the tenant's database, every night
[Timer]
OnCalendar=*-*-* 02:30:00
Persistent=true
[Install]
WantedBy=timers.target
END
systemctl daemon-reload
systemctl enable --quiet --now db-dump.timer
