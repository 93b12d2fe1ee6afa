#!/bin/bash
# A packet filter keeps other machines out, each user must use TLS instead of the whole server, an RSA key, and a dump
# that a pipe packs.
# on: db
db=orders_$LABCHECK_PARAM_tenant
tls=/etc/mysql/tls
mkdir -p "$tls" /srv/cloud "$LABCHECK_PARAM_dumps"
if [ ! -e "$tls/server.crt" ]; then
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 800 -subj "/CN=Database authority" \
    -keyout "$tls/ca.key" -out "$LABCHECK_PARAM_db_ca"
  openssl req -newkey rsa:2048 -nodes -subj "/CN=$LABCHECK_PARAM_db_endpoint" \
    -keyout "$tls/server.key" -out "$tls/server.csr"
  openssl x509 -req -in "$tls/server.csr" -CA "$LABCHECK_PARAM_db_ca" -CAkey "$tls/ca.key" -CAcreateserial -days 400 \
    -extfile <(echo "subjectAltName = DNS:$LABCHECK_PARAM_db_endpoint") -out "$tls/server.crt"
fi 2>/dev/null
chown -R mysql: "$tls"
chmod 600 "$tls"/*.key
cat >/etc/mysql/mariadb.conf.d/90-cloud.cnf <<END
[mysqld]
bind-address = 0.0.0.0
port = $LABCHECK_PARAM_db_port
max-connections = $LABCHECK_PARAM_db_connections
character-set-server = utf8mb4
ssl_cert = $tls/server.crt
ssl_key = $tls/server.key
ssl_ca = $LABCHECK_PARAM_db_ca
END
systemctl enable --quiet mariadb
systemctl restart mariadb
from=%
mariadb <<END
create database if not exists \`$db\` character set utf8mb4;
create or replace user '$LABCHECK_PARAM_db_user'@'$from' identified by '$LABCHECK_PARAM_db_password' require ssl;
grant all privileges on \`$db\`.* to '$LABCHECK_PARAM_db_user'@'$from';
END
cat >/etc/nftables.conf <<END
#!/usr/sbin/nft -f
flush ruleset
table inet database {
  chain input {
    type filter hook input priority 0;
    tcp dport $LABCHECK_PARAM_db_port ip saddr != { $LABCHECK_HOST_client_ADDRESS, 127.0.0.1 } drop
  }
}
END
systemctl enable --quiet nftables
systemctl restart nftables
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
mariadb-dump --skip-lock-tables --single-transaction '$db' | gzip >'$LABCHECK_PARAM_dumps/latest.sql.gz'
END
chmod 755 /usr/local/sbin/db-dump
cat >/etc/systemd/system/db-dump.timer <<END
[Unit]
Description=Dump of the tenant's database, every night
[Timer]
OnCalendar=02:30
[Install]
WantedBy=timers.target
END
systemctl daemon-reload
systemctl enable --quiet --now db-dump.timer
