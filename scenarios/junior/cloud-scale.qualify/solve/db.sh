#!/bin/bash
# Solves the role db. First what the exam centre sets up: the shop's database.
team=$LABCHECK_PARAM_team
printf '[mariadbd]\nbind-address = 0.0.0.0\n' >/etc/mysql/mariadb.conf.d/90-shop.cnf
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb -e "create database if not exists shop_$team character set utf8mb4;
  create table if not exists shop_$team.items (item varchar(60) primary key, note varchar(200) not null);
  create user if not exists 'shop_$team'@'${LABCHECK_SELF_ADDRESS%.*}.%' identified by '$LABCHECK_PARAM_team';
  grant select on shop_$team.* to 'shop_$team'@'${LABCHECK_SELF_ADDRESS%.*}.%'"
# And this is the candidate's part: Redis for the sessions.
sed -i "s/^bind .*/bind 0.0.0.0/; /^requirepass/d" /etc/redis/redis.conf
echo "requirepass $LABCHECK_PARAM_redis_password" >>/etc/redis/redis.conf
systemctl enable --quiet redis-server
systemctl restart redis-server
