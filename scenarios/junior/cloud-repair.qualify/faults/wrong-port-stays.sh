#!/bin/bash
# The balancer still takes a wrong port for one machine.
# on: lb
# breaks: 3.3.3
# checks: repair-shows
sed -i "s/$LABCHECK_HOST_app_0_ADDRESS:[0-9]*/$LABCHECK_HOST_app_0_ADDRESS:9077/" /etc/nginx/sites-available/desk
systemctl reload nginx
