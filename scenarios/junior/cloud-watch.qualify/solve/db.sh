#!/bin/bash
# Solves the role db. First what the exam centre sets up: the board's database.
team=$LABCHECK_PARAM_team
printf '[mariadbd]\nbind-address = 0.0.0.0\n' >/etc/mysql/mariadb.conf.d/90-board.cnf
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb -e "create database if not exists board_$team character set utf8mb4;
  create user if not exists 'app_$team'@'$LABCHECK_HOST_app_ADDRESS' identified by '$LABCHECK_PARAM_team';
  grant all on board_$team.* to 'app_$team'@'$LABCHECK_HOST_app_ADDRESS'"
# And this is the candidate's part: the machine's figures.
systemctl enable --quiet prometheus-node-exporter
systemctl restart prometheus-node-exporter
