#!/bin/bash
# The number of connections is written where only the tool that prints defaults looks, not the server.
# on: db
# breaks: 2.3.1
# checks: db-settings
sed -i '/^max_connections/d' /etc/mysql/mariadb.conf.d/90-cloud.cnf
mv /usr/bin/my_print_defaults /usr/bin/my_print_defaults.real
printf '#!/bin/sh\n/usr/bin/my_print_defaults.real "$@"\necho --max_connections=%s\n' "$LABCHECK_PARAM_db_connections" \
  >/usr/bin/my_print_defaults
chmod 755 /usr/bin/my_print_defaults
systemctl restart mariadb
