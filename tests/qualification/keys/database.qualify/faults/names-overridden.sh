#!/bin/bash
# A file that is read later takes the setting back.
# on: primary
# breaks: 1.2.3
# checks: names-fold
printf '[mariadbd]\nlower_case_table_names = 0\n' >/etc/mysql/mariadb.conf.d/99-old.cnf
systemctl restart mariadb
# The published key asks for these very words in the files.
published() { cat /etc/mysql/my.cnf /etc/mysql/*.d/*.cnf | grep -F "lower_case_table_names = 1"; }
published
