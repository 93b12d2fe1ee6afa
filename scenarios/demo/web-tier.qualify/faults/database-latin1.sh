#!/bin/bash
# The database stores Western European text only.
# on: db
# breaks: 2.3.1
mariadb -e "alter database \`$LABCHECK_PARAM_db_name\` character set latin1"
