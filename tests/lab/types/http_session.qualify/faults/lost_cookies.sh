#!/bin/bash
# The server drops the session's cookies on the way.
# on: wiki
# breaks: 2.2.3
# checks: logs-in wrong-password writes-page uploads
sed -i 's|    include fastcgi_params;|    include fastcgi_params; fastcgi_hide_header Set-Cookie;|' /etc/nginx/conf.d/wiki.conf
systemctl restart nginx
