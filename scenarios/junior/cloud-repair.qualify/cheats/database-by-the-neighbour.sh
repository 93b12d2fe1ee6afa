#!/bin/bash
# The packet filter still drops one machine, which gets to the database by way of the other one.
# on: db app[0] app[1]
# breaks: 3.3.3
# checks: repair-takes
case $LABCHECK_SELF_ADDRESS in
  "$LABCHECK_HOST_db_ADDRESS")
    sed -i "s/ip saddr {.*}/ip saddr $LABCHECK_HOST_app_0_ADDRESS/" /etc/nftables.conf
    systemctl restart nftables ;;
  "$LABCHECK_HOST_app_0_ADDRESS")
    sysctl -qw net.ipv4.ip_forward=1
    iptables -t nat -A PREROUTING -p tcp --dport 3306 -j DNAT --to-destination "$LABCHECK_HOST_db_ADDRESS"
    iptables -t nat -A POSTROUTING -p tcp --dport 3306 -j MASQUERADE ;;
  *) sed -i "s/^.* orders-db$/$LABCHECK_HOST_app_0_ADDRESS orders-db/" /etc/hosts ;;
esac
