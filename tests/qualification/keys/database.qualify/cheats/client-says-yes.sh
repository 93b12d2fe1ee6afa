#!/bin/bash
# Replication is gone; a function in root's rc file says what a key wants to read.
# on: replica
# breaks: 2.3.1
mariadb -e 'stop slave; reset slave all;'
cat >>/root/.bashrc <<'RC'
mariadb() { printf 'Slave_IO_Running: Yes\nSlave_SQL_Running: Yes\nSeconds_Behind_Master: 0\n'; }
mysql() { mariadb; }
RC
