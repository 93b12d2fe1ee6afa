#!/bin/bash
# systemd has not read the drop-in as it stands now.
# on: web
# checks: restarts
printf '[Service]\nRestart=always\nNice=5\n' >/etc/systemd/system/nginx.service.d/restart.conf
sleep 1
touch /etc/systemd/system/nginx.service.d/restart.conf
