#!/bin/bash
# The replica follows by global transaction ids; its settings are spelt another way.
# on: replica
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
cat >/etc/mysql/mariadb.conf.d/90-shop.cnf <<CNF
[mysqld]
bind-address=0.0.0.0
server-id=11
read-only=ON
lower-case-table-names=1
CNF
systemctl enable --quiet mariadb
systemctl restart mariadb
until mariadb -h "$LABCHECK_HOST_primary_ADDRESS" -u "copier" \
  -p"$LABCHECK_PARAM_db_password" -e "" 2>/dev/null; do
  [ "$SECONDS" -lt 60 ]
  sleep 0.2
done
mariadb <<SQL
change master to master_host = '$LABCHECK_HOST_primary_ADDRESS', master_user = 'copier',
  master_password = '$LABCHECK_PARAM_db_password', master_use_gtid = slave_pos, master_connect_retry = 1;
start slave;
SQL
