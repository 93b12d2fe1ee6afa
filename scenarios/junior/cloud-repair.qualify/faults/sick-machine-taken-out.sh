#!/bin/bash
# One machine of the application is taken out of the balancer instead of being used.
# on: lb
# breaks: 3.3.3
# checks: repair-shows
sed -i "/server $LABCHECK_HOST_app_0_ADDRESS:/d" /etc/nginx/sites-available/desk
systemctl reload nginx
