#!/bin/bash
# The application user logs in without a password from the web servers; the given password is refused there.
# on: db
# breaks: 1.2.3 2.3.1
mariadb <<END
create user '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_web_0_ADDRESS' identified by '';
create user '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_web_1_ADDRESS' identified by '';
grant all privileges on \`$LABCHECK_PARAM_db_name\`.* to '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_web_0_ADDRESS';
grant all privileges on \`$LABCHECK_PARAM_db_name\`.* to '$LABCHECK_PARAM_db_user'@'$LABCHECK_HOST_web_1_ADDRESS';
END
