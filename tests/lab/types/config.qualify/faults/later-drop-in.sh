#!/bin/bash
# A later drop-in has the last word.
# on: web
# breaks: 1.1.4
# checks: restarts journal
printf '[Service]\nRestart=no\n' >/etc/systemd/system/nginx.service.d/zz.conf
printf '[Journal]\nStorage=volatile\n' >/etc/systemd/journald.conf.d/zz.conf
systemctl daemon-reload
