#!/bin/bash
# The dump can only be loaded over the database that it was made of.
# on: db
# breaks: 2.3.1
# checks: db-dump-restored
sed -i 's/mariadb-dump /mariadb-dump --databases /' /usr/local/sbin/db-dump
