#!/bin/bash
# The database was set up anew, with as many orders of no meaning.
# on: db
# breaks: 3.3.3
# checks: repair-kept
team=$LABCHECK_PARAM_team
mariadb "orders_$team" -e "update orders set body = sha2(concat('anew', id), 256) where id <= 60"
