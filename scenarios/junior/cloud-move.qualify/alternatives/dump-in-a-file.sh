#!/bin/bash
# The dump goes through a file, in which the address is replaced before it is read.
# on: db
team=$LABCHECK_PARAM_team
printf '[mysqld]\nbind-address = %s\n' "$LABCHECK_SELF_ADDRESS" >/etc/mysql/mariadb.conf.d/99-cloud.cnf
systemctl enable --quiet mariadb
systemctl restart mariadb
for _ in $(seq 300); do   # the old machine is set up at the same time
  found=$(mariadb -BN -h "$LABCHECK_HOST_old_ADDRESS" -u mover -p"$LABCHECK_PARAM_db_password" "board_$team" \
    -e "select count(*) from wp_comments where comment_author = 'Reader 25'" 2>/dev/null || true)
  [ "$found" = 1 ] && break
  sleep 1
done
mariadb-dump --default-character-set=utf8mb4 --single-transaction --databases "board_$team" \
  -h "$LABCHECK_HOST_old_ADDRESS" -u mover -p"$LABCHECK_PARAM_db_password" >/root/board.sql
sed -i "s|$LABCHECK_HOST_old_ADDRESS:$LABCHECK_PARAM_old_port|$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port|g" /root/board.sql
mariadb --default-character-set=utf8mb4 </root/board.sql
mariadb -e "create user 'app_$team'@'192.168.40.%' identified by '$LABCHECK_PARAM_db_password';
  grant select, insert, update, delete, create, alter, index, drop on board_$team.* to 'app_$team'@'192.168.40.%'"
