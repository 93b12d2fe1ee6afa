#!/bin/bash
# The application user's password is not the planned one.
# on: db
# breaks: 1.2.3 2.3.1
mariadb -e "alter user '$LABCHECK_PARAM_db_user'@'%' identified by 'changeme'"
