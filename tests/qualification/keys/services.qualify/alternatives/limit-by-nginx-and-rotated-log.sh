#!/bin/bash
# nginx raises the limit itself, and the log has just been rotated: it is empty.
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
  access_log /var/log/erp/access.log combined;
}
CONF
sed -i '1i worker_rlimit_nofile 16000;' /etc/nginx/nginx.conf
mkdir -p /etc/systemd/system/nginx.service.d
printf '[Service]\nRestart=always\n' >/etc/systemd/system/nginx.service.d/erp.conf
systemctl daemon-reload
systemctl enable --quiet nginx
systemctl restart nginx
until curl -sf -o /dev/null "http://127.0.0.1:$LABCHECK_PARAM_erp_port/"; do
  [ "$SECONDS" -lt 20 ]
  sleep 0.2
done
mv /var/log/erp/access.log /var/log/erp/access.log.1
nginx -s reopen
# Keys that look for an old request in the log, or for the session's limit, fail this right work.
if grep 'GET /' /var/log/erp/access.log; then exit 1; fi
if [ "$(ulimit -n)" -ge "$LABCHECK_PARAM_files" ]; then exit 1; fi
