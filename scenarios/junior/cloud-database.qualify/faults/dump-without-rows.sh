#!/bin/bash
# The dump has the tables, but nothing that is in them.
# on: db
# breaks: 2.3.1
# checks: db-dump-restored
sed -i 's/mariadb-dump /mariadb-dump --no-data /' /usr/local/sbin/db-dump
