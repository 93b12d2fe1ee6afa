#!/bin/bash
# Settings with blanks around the sign, another way of coming back, a log that is written in pieces.
# on: erp
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
  access_log /var/log/erp/access.log combined buffer=64k flush=2s;
}
CONF
mkdir -p /etc/systemd/system/nginx.service.d
cat >/etc/systemd/system/nginx.service.d/erp.conf <<CONF
[Service]
LimitNOFILE = 16000:18000
Restart = on-failure
CONF
systemctl daemon-reload
systemctl enable --quiet nginx
systemctl restart nginx
# A key that looks for the line fails this right work.
if grep -r 'Restart=' /etc/systemd/system/nginx.service.d; then exit 1; fi
