#!/bin/bash
# Both threads run, an hour behind.
# on: replica
# breaks: 2.3.1
# checks: replica-follows
mariadb -e 'stop slave; change master to master_delay = 3600; start slave;'
# The published key looks for the states of the threads.
published() { mariadb -e "show slave status\G" | grep -E "Slave_(IO|SQL)_Running: Yes" | wc -l | grep -x 2; }
until published; do [ "$SECONDS" -lt 30 ]; sleep 0.2; done
