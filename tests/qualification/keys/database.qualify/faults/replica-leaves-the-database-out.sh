#!/bin/bash
# Both threads run, and the very database is left out.
# on: replica
# breaks: 2.3.1
# checks: replica-follows
printf 'replicate_ignore_db = %s\n' "$LABCHECK_PARAM_db_name" >>/etc/mysql/mariadb.conf.d/90-shop.cnf
systemctl restart mariadb
# The published key looks for the states of the threads.
published() { mariadb -e "show slave status\G" | grep -E "Slave_(IO|SQL)_Running: Yes" | wc -l | grep -x 2; }
until published; do [ "$SECONDS" -lt 30 ]; sleep 0.2; done
