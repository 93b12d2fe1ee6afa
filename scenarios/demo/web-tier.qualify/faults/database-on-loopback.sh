#!/bin/bash
# The database listens on loopback only.
# on: db
# breaks: 1.2.3 2.3.1
sed -i 's/^bind-address.*/bind-address = 127.0.0.1/' /etc/mysql/mariadb.conf.d/90-shop.cnf
systemctl restart mariadb
