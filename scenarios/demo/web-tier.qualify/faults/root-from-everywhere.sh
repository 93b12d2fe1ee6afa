#!/bin/bash
# root logs in from any machine, with the password that the whole class knows.
# on: db
# breaks: 2.3.1
mariadb -e "create user root@'%' identified by '$LABCHECK_PARAM_db_password'"
