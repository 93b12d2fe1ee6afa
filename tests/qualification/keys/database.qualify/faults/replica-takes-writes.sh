#!/bin/bash
# The replica takes writes, which the primary never sees.
# on: replica
# breaks: 2.3.1
# checks: replica-refuses-writes
mariadb -e 'set global read_only = 0;'
# The published key looks for the states of the threads.
published() { mariadb -e "show slave status\G" | grep -E "Slave_(IO|SQL)_Running: Yes" | wc -l | grep -x 2; }
published
