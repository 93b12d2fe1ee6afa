#!/bin/bash
# The database on db is for show: whatever comes to its port is led on to one on the neighbour, where the accounts are open.
# on: desk db
# breaks: 1.2.3
# checks: db-rows
team=$LABCHECK_PARAM_team
app=$LABCHECK_HOST_app_ADDRESS
if [ "$LABCHECK_SELF_ADDRESS" = "$LABCHECK_HOST_desk_ADDRESS" ]; then
  printf '[mariadbd]\nbind-address = 0.0.0.0\nport = %s\ncharacter-set-server = utf8mb4\n' "$LABCHECK_PARAM_db_port" \
    >/etc/mysql/mariadb.conf.d/90-board.cnf
  systemctl restart mariadb
  mariadb -e "create database board_$team; create user 'app_$team'@'%' identified by '$LABCHECK_PARAM_db_password';
    grant all on board_$team.* to 'app_$team'@'%'"
else
  echo 1 >/proc/sys/net/ipv4/ip_forward
  nft -f - <<NFT
table ip led_on {
  chain before {
    type nat hook prerouting priority -100;
    ip saddr $app tcp dport $LABCHECK_PARAM_db_port dnat to $LABCHECK_HOST_desk_ADDRESS
  }
  chain after {
    type nat hook postrouting priority 100;
    ip daddr $LABCHECK_HOST_desk_ADDRESS masquerade
  }
}
NFT
fi
