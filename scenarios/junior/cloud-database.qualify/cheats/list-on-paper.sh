#!/bin/bash
# The list of machines stands in a file that nothing reads; the user is let in from everywhere.
# on: db
# breaks: 2.3.1
# checks: db-network
printf 'mysqld: %s\n' "$LABCHECK_HOST_client_ADDRESS" >>/etc/hosts.allow
printf 'mysqld: ALL\n' >>/etc/hosts.deny
mariadb -e "rename user '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_client_ADDRESS' to '$LABCHECK_PARAM_db_user'@'%'"
