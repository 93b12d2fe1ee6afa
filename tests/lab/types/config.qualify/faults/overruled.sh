#!/bin/bash
# A later line, a later file or another section says otherwise.
# on: db
# breaks: 1.1.4
# checks: table-names memory not-fatal
printf '[mysqld]\nlower_case_table_names = 0\n' >/etc/mysql/mariadb.conf.d/99-other.cnf
printf 'maxmemory 2gb\n' >>/etc/redis/redis.conf
printf '[DEFAULT]\n#vif_plugging_is_fatal=false\n[vnc]\nvif_plugging_is_fatal=false\n' >/etc/nova/nova.conf
