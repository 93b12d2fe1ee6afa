#!/bin/bash
# The page greets everybody as the keeper.
# on: wiki
# breaks: 2.2.3
# checks: wrong-password
sed -i 's|  index doku.php;|  index doku.php; sub_filter "</body>" "Logged in as: Lab Keeper</body>";|' /etc/nginx/conf.d/wiki.conf
systemctl restart nginx
