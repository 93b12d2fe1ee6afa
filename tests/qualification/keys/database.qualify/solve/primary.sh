#!/bin/bash
# Solves the role primary: names of tables fold, the log that a replica follows is written.
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
cat >/etc/mysql/mariadb.conf.d/90-shop.cnf <<CNF
[mariadbd]
bind-address = 0.0.0.0
server_id = 10
log_bin = shop
lower_case_table_names = 1
CNF
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb <<SQL
create database \`$LABCHECK_PARAM_db_name\`;
create user '$LABCHECK_PARAM_db_user'@'%' identified by '$LABCHECK_PARAM_db_password';
grant all privileges on \`$LABCHECK_PARAM_db_name\`.* to '$LABCHECK_PARAM_db_user'@'%';
create user 'copier'@'%' identified by '$LABCHECK_PARAM_db_password';
grant replication slave on *.* to 'copier'@'%';
SQL
