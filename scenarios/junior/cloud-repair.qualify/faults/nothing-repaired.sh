#!/bin/bash
# The system as it was found, with nobody's report.
# on: lb app[0] app[1] db
# breaks: 3.3.3
# checks: repair-shows repair-takes
case $LABCHECK_SELF_ADDRESS in
  "$LABCHECK_HOST_lb_ADDRESS")
    rm "$LABCHECK_PARAM_folder/faults.csv"
    sed -i "s/$LABCHECK_HOST_app_1_ADDRESS:[0-9]*/$LABCHECK_HOST_app_1_ADDRESS:9077/" /etc/nginx/sites-available/desk
    systemctl reload nginx ;;
  "$LABCHECK_HOST_app_0_ADDRESS")
    sed -i 's/^pm.max_children = .*/pm.max_children = 0/' /etc/php/8.2/fpm/pool.d/www.conf
    sed -i 's/^trace.*/trace = on/' /etc/desk/desk.ini
    systemctl disable --quiet php8.2-fpm
    systemctl restart php8.2-fpm || true ;;
  "$LABCHECK_HOST_app_1_ADDRESS") sed -i "s/^.* orders-db$/${LABCHECK_HOST_db_ADDRESS%.*}.33 orders-db/" /etc/hosts ;;
  *)
    mariadb -e "revoke insert on orders_$LABCHECK_PARAM_team.* from 'desk_$LABCHECK_PARAM_team'@'$LABCHECK_HOST_app_0_ADDRESS'"
    sed -i "s/ip saddr {.*}/ip saddr $LABCHECK_HOST_app_0_ADDRESS/" /etc/nftables.conf
    systemctl restart nftables ;;
esac
