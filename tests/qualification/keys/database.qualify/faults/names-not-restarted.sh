#!/bin/bash
# The setting was written after the server started.
# on: primary
# breaks: 1.2.3
# checks: names-fold
sed -i 's/^lower_case_table_names = 1/lower_case_table_names = 0/' /etc/mysql/mariadb.conf.d/90-shop.cnf
systemctl restart mariadb
sed -i 's/^lower_case_table_names = 0/lower_case_table_names = 1/' /etc/mysql/mariadb.conf.d/90-shop.cnf
# The published key asks for these very words in the files.
published() { cat /etc/mysql/my.cnf /etc/mysql/*.d/*.cnf | grep -F "lower_case_table_names = 1"; }
published
