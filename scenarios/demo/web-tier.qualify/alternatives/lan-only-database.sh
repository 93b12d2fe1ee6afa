#!/bin/bash
# An application user who may log in from the LAN only, under a database that listens on the LAN address only.
# on: db

# The LAN, as planned.
interface=$LABCHECK_PARAM_lan_interface
cat >"/etc/network/interfaces.d/$interface" <<END
auto $interface
iface $interface inet static
  address $LABCHECK_SELF_ADDRESS/$LABCHECK_PARAM_lan_prefix
END
ifup "$interface"
sed -i "/^127.0.1.1/d" /etc/hosts
cat >>/etc/hosts <<END
$LABCHECK_HOST_lb_ADDRESS lb
$LABCHECK_HOST_web_0_ADDRESS web1
$LABCHECK_HOST_web_1_ADDRESS web2
$LABCHECK_HOST_db_ADDRESS db
END

cat >/etc/mysql/mariadb.conf.d/90-shop.cnf <<END
[mariadbd]
bind-address = $LABCHECK_SELF_ADDRESS
port = $LABCHECK_PARAM_db_port
END
systemctl enable --quiet mariadb
systemctl restart mariadb
network=${LABCHECK_SELF_ADDRESS%.*}.%
mariadb <<END
create database \`$LABCHECK_PARAM_db_name\` character set utf8mb4;
create user '$LABCHECK_PARAM_db_user'@'$network' identified by '$LABCHECK_PARAM_db_password';
grant all privileges on \`$LABCHECK_PARAM_db_name\`.* to '$LABCHECK_PARAM_db_user'@'$network';
END
