#!/bin/bash
# A unit named nginx that never serves anything, enabled and active.
# on: erp
# breaks: 1.2.4
systemctl disable --quiet --now nginx
rm -r /etc/systemd/system/nginx.service.d
printf '[Service]\nExecStart=/bin/sleep infinity\nLimitNOFILE=16000\nRestart=always\n[Install]\nWantedBy=multi-user.target\n' \
  >/etc/systemd/system/nginx.service
systemctl daemon-reload
systemctl enable --quiet --now nginx
