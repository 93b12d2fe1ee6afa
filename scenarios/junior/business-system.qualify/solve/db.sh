#!/bin/bash
# Solves the role db: MariaDB for the application's machine, with a dump every night.
team=$LABCHECK_PARAM_team
app=$LABCHECK_HOST_app_ADDRESS
cat >/etc/mysql/mariadb.conf.d/90-board.cnf <<CONF
[mariadbd]
bind-address = 0.0.0.0
port = $LABCHECK_PARAM_db_port
character-set-server = utf8mb4
max-connections = $LABCHECK_PARAM_connections
slow-query-log = 1
slow-query-log-file = /var/log/mysql/slow.log
long-query-time = 1
CONF
install -d -o mysql -g adm -m 2750 /var/log/mysql
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb <<SQL
create database if not exists board_$team character set utf8mb4;
create user if not exists 'app_$team'@'$app' identified by '$LABCHECK_PARAM_db_password';
grant all privileges on board_$team.* to 'app_$team'@'$app';
SQL
cat >/usr/local/sbin/backup-board <<SCRIPT
#!/bin/bash
set -euo pipefail
umask 077
mkdir -p /srv/backup
mariadb-dump --single-transaction --default-character-set=utf8mb4 board_$team | gzip >/srv/backup/board.new
mv /srv/backup/board.new /srv/backup/board.sql.gz
SCRIPT
chmod 755 /usr/local/sbin/backup-board
echo '30 2 * * * root /usr/local/sbin/backup-board' >/etc/cron.d/backup-board
