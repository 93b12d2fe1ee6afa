#!/bin/bash
# Solves the role db: MariaDB on the LAN, with a database and a user confined to it.
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
bind-address = 0.0.0.0
port = $LABCHECK_PARAM_db_port
character-set-server = utf8mb4
END
systemctl enable --quiet mariadb
systemctl restart mariadb
mariadb <<END
create database \`$LABCHECK_PARAM_db_name\` character set utf8mb4;
create user '$LABCHECK_PARAM_db_user'@'%' identified by '$LABCHECK_PARAM_db_password';
grant all privileges on \`$LABCHECK_PARAM_db_name\`.* to '$LABCHECK_PARAM_db_user'@'%';
END
