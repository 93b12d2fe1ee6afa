#!/bin/bash
# The application user may read but not write rows.
# on: db
# breaks: 1.2.3 2.3.1
mariadb <<END
revoke insert on \`$LABCHECK_PARAM_db_name\`.* from '$LABCHECK_PARAM_db_user'@'%';
END
