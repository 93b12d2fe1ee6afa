#!/bin/bash
# systemd has not read the drop-in as it stands now.
# on: web
# breaks: 1.1.4
# checks: restarts
printf '[Service]\nRestart=always\nNice=5\n' >/etc/systemd/system/nginx.service.d/restart.conf
sleep 1
touch /etc/systemd/system/nginx.service.d/restart.conf
