#!/bin/bash
# Solves the role db: the old database's data, with the board's new address in it.
team=$LABCHECK_PARAM_team
app=$LABCHECK_HOST_app_ADDRESS
printf '[mariadbd]\nbind-address = 0.0.0.0\n' >/etc/mysql/mariadb.conf.d/90-board.cnf
systemctl enable --quiet mariadb
systemctl restart mariadb
for _ in $(seq 300); do   # the old machine is set up at the same time
  found=$(mariadb -BN -h "$LABCHECK_HOST_old_ADDRESS" -u mover -p"$LABCHECK_PARAM_db_password" "board_$team" \
    -e "select count(*) from wp_comments where comment_author = 'Reader 25'" 2>/dev/null || true)
  [ "$found" = 1 ] && break
  sleep 1
done
mariadb -e "create database if not exists board_$team character set utf8mb4"
mariadb-dump --single-transaction --default-character-set=utf8mb4 -h "$LABCHECK_HOST_old_ADDRESS" -u mover \
  -p"$LABCHECK_PARAM_db_password" "board_$team" | mariadb --default-character-set=utf8mb4 "board_$team"
before=http://$LABCHECK_HOST_old_ADDRESS:$LABCHECK_PARAM_old_port
after=http://$app:$LABCHECK_PARAM_web_port
mariadb "board_$team" <<SQL
update wp_posts set post_content = replace(post_content, '$before', '$after');
update wp_options set option_value = '$after' where option_name in ('siteurl', 'home');
SQL
# Last, since the application's machine waits for it.
mariadb -e "create user if not exists 'app_$team'@'$app' identified by '$LABCHECK_PARAM_db_password';
  grant all on board_$team.* to 'app_$team'@'$app'"
