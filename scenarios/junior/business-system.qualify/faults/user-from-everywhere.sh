#!/bin/bash
# The application user may log in from any machine.
# on: db
# breaks: 1.2.3
# checks: db-closed db-closed-desk db-accounts
mariadb -e "rename user 'app_$LABCHECK_PARAM_team'@'$LABCHECK_HOST_app_ADDRESS' to 'app_$LABCHECK_PARAM_team'@'%'"
