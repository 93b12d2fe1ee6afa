#!/bin/bash
# The backup has the tables but not what is in them.
# on: db
# breaks: 1.2.3
# checks: db-dump
sed -i 's/mariadb-dump /mariadb-dump --no-data /' /usr/local/sbin/backup-board
