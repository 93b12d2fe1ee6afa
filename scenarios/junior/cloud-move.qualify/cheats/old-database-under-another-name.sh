#!/bin/bash
# The application goes on with the old machine's database, on another port and as another unit; db has a copy of it.
# on: old app
# breaks: 3.3.1
# checks: move-shows-rows
team=$LABCHECK_PARAM_team
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_app_ADDRESS" ]; then
  sed -i "s/$LABCHECK_HOST_db_ADDRESS/$LABCHECK_HOST_old_ADDRESS:3316/" /etc/wordpress/config-default.php
else
  install -d -o mysql -g mysql /run/mysqld
  systemd-run --quiet --unit=kept --uid=mysql --gid=mysql /usr/sbin/mariadbd --port=3316
  for _ in $(seq 60); do mariadb -e 'select 1' >/dev/null 2>&1 && break; sleep 1; done
  after=http://$LABCHECK_HOST_app_ADDRESS:$LABCHECK_PARAM_web_port
  mariadb -e "create user 'app_$team'@'%' identified by '$LABCHECK_PARAM_db_password'; grant all on board_$team.* to 'app_$team'@'%';
    update board_$team.wp_options set option_value = '$after' where option_name in ('siteurl', 'home')"
fi
