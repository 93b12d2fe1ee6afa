#!/bin/bash
# The number of connections was set in the running server only.
# on: db
# breaks: 1.2.3
# checks: db-settings-stay
sed -i '/^max-connections/d' /etc/mysql/mariadb.conf.d/90-board.cnf
