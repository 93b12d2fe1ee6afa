#!/bin/bash
# The application user comes in from everywhere; accounts with other passwords are there for the machines that are known to ask.
# on: db
# breaks: 1.2.3
# checks: db-accounts
team=$LABCHECK_PARAM_team
mariadb <<SQL
create user 'app_$team'@'192.168.%' identified by '$LABCHECK_PARAM_db_password';
grant all on board_$team.* to 'app_$team'@'192.168.%';
create user 'app_$team'@'$LABCHECK_HOST_client_ADDRESS' identified by 'shut out';
create user 'app_$team'@'$LABCHECK_HOST_desk_ADDRESS' identified by 'shut out';
SQL
