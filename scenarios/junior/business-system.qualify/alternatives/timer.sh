#!/bin/bash
# A server on its LAN address, set up in my.cnf's own section, with a systemd timer and mysqldump for the backup.
# on: db
team=$LABCHECK_PARAM_team
app=$LABCHECK_HOST_app_ADDRESS
cat >/etc/mysql/mariadb.conf.d/90-board.cnf <<CONF
[mysqld]
bind-address = $LABCHECK_SELF_ADDRESS
port = $LABCHECK_PARAM_db_port
character-set-server = utf8mb4
max_connections = $LABCHECK_PARAM_connections
slow_query_log = ON
slow-query-log-file = /var/log/mysql/slow.log
long_query_time = 1.0
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
mysqldump --databases --add-drop-table --quick board_$team | gzip >/srv/backup/board.new
mv /srv/backup/board.new /srv/backup/board.sql.gz
SCRIPT
chmod 755 /usr/local/sbin/backup-board
printf '[Service]\nType=oneshot\nExecStart=/usr/local/sbin/backup-board\n' >/etc/systemd/system/backup-board.service
printf '[Timer]\nOnCalendar=*-*-* 02:30:00\nPersistent=true\n[Install]\nWantedBy=timers.target\n' >/etc/systemd/system/backup-board.timer
systemctl daemon-reload
systemctl enable --quiet --now backup-board.timer
