#!/bin/bash
# A later drop-in takes the line back.
# on: erp
# breaks: 1.2.4
# checks: comes-back
printf '[Service]\nRestart=no\n' >/etc/systemd/system/nginx.service.d/zz.conf
systemctl daemon-reload
# A key that looks for the line.
grep -x Restart=always /etc/systemd/system/nginx.service.d/erp.conf
