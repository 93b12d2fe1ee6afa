#!/bin/bash
# The units are active with nothing behind them but a server that says the store is healthy.
# on: store
# breaks: 2.3.3
# checks: store-containers
mkdir -p /srv/page
printf OK >/srv/page/healthcheck
for unit in swift-account swift-container swift-object swift-proxy; do
  mkdir -p "/etc/systemd/system/$unit.service.d"
  printf '[Service]\nExecStart=\nExecStart=/bin/sleep infinity\n' >"/etc/systemd/system/$unit.service.d/idle.conf"
done
printf '[Service]\nExecStart=\nWorkingDirectory=/srv/page\nExecStart=/usr/bin/python3 -m http.server %s\n' \
  "$LABCHECK_PARAM_store_port" >/etc/systemd/system/swift-proxy.service.d/idle.conf
systemctl daemon-reload
systemctl restart swift-account swift-container swift-object swift-proxy
