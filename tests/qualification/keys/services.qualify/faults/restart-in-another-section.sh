#!/bin/bash
# The line stands in a section where systemd ignores it.
# on: erp
# breaks: 1.2.4
# checks: comes-back
sed -i '/^Restart=/d' /etc/systemd/system/nginx.service.d/erp.conf
printf '[Unit]\nRestart=always\n' >>/etc/systemd/system/nginx.service.d/erp.conf
systemctl daemon-reload
# A key that looks for the line.
grep -x Restart=always /etc/systemd/system/nginx.service.d/erp.conf
