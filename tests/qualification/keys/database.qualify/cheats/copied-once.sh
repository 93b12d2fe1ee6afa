#!/bin/bash
# The primary's database was copied over once and the replica follows nobody.
# on: replica
# breaks: 2.3.1
mariadb -e 'stop slave; reset slave all;'
# A key that looks for the same database and users on both.
mariadb -e 'show databases' | grep -x "$LABCHECK_PARAM_db_name"
