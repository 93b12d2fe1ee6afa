#!/bin/bash
# The log is received and never applied, as in the published answer, which shows how far behind it is: NULL.
# on: replica
# breaks: 2.3.1
# checks: replica-follows
mariadb -e 'stop slave sql_thread;'
# A key that looks for one of the two states.
mariadb -e 'show slave status\G' | grep 'Slave_IO_Running: Yes'
mariadb -e 'show slave status\G' | grep 'Seconds_Behind_Master: NULL'
