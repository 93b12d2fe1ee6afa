#!/bin/bash
# The line is a comment.
# on: erp
# breaks: 1.2.4
# checks: comes-back
sed -i 's/^Restart=/# Restart=/' /etc/systemd/system/nginx.service.d/erp.conf
systemctl daemon-reload
# A key that looks for the words.
grep Restart=always /etc/systemd/system/nginx.service.d/erp.conf
