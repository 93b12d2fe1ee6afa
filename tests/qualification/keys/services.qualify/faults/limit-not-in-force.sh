#!/bin/bash
# The limit was written after the service started.
# on: erp
# breaks: 1.2.4
# checks: worker-limit
mv /etc/systemd/system/nginx.service.d/erp.conf /root/kept
systemctl daemon-reload
printf '[Service]\nRestart=always\nLimitNOFILE=1024\n' >/etc/systemd/system/nginx.service.d/erp.conf
systemctl daemon-reload
systemctl restart nginx
mv /root/kept /etc/systemd/system/nginx.service.d/erp.conf
# A key that looks for the line.
grep LimitNOFILE=16000 /etc/systemd/system/nginx.service.d/erp.conf
