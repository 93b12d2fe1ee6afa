#!/bin/bash
# The port speaks HTTP in the clear.
# on: web
# breaks: 3.4.2
# checks: trusted names lasts strong modern no-weak-cipher shop
sed -i 's/ ssl http2/ /' /etc/nginx/sites-available/default
systemctl restart nginx
