#!/bin/bash
# The application user has all rights on all databases.
# on: db
# breaks: 1.2.3
mariadb -e "grant all privileges on *.* to '$LABCHECK_PARAM_db_user'@'%'"
