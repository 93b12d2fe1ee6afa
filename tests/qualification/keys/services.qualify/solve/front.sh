#!/bin/bash
# Solves the role front: nginx in front of erp-server.
cat >/etc/network/interfaces.d/eth1 <<LAN
auto eth1
iface eth1 inet static
  address $LABCHECK_SELF_ADDRESS/24
LAN
ifup eth1
echo "$LABCHECK_HOST_erp_ADDRESS erp-server" >>/etc/hosts
rm -f /etc/nginx/sites-enabled/default
cat >/etc/nginx/conf.d/front.conf <<CONF
upstream erp {
  server erp-server:$LABCHECK_PARAM_erp_port;
}
server {
  listen $LABCHECK_PARAM_front_port;
  location / {
    proxy_pass http://erp;
  }
}
CONF
systemctl daemon-reload
systemctl enable --quiet nginx
systemctl restart nginx
