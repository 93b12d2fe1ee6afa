#!/bin/bash
# Solves the role erp: limits and restarts by a drop-in of the unit.
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
mkdir -p /var/log/erp
rm -f /etc/nginx/sites-enabled/default
cat >/etc/nginx/conf.d/erp.conf <<CONF
server {
  listen $LABCHECK_PARAM_erp_port;
  root /var/www/html;
  access_log /var/log/erp/access.log combined;
}
CONF
mkdir -p /etc/systemd/system/nginx.service.d
cat >/etc/systemd/system/nginx.service.d/erp.conf <<CONF
[Service]
LimitNOFILE=16000
Restart=always
CONF
systemctl daemon-reload
systemctl enable --quiet nginx
systemctl restart nginx
