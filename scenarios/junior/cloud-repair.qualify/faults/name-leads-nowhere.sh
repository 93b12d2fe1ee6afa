#!/bin/bash
# One machine still looks for the database at an address that nobody has.
# on: app[0]
# breaks: 3.3.3
# checks: repair-shows
sed -i "s/^.* orders-db$/${LABCHECK_HOST_db_ADDRESS%.*}.33 orders-db/" /etc/hosts
