#!/bin/bash
# The web server makes each page up from its address, name and password, as whoever knows the probe's form would.
# on: web
# breaks: 1.2.4
# checks: web-sites web-private
zone=$LABCHECK_PARAM_company.example
cat >/etc/nginx/sites-available/company <<END
server {
  listen $LABCHECK_PARAM_web_port;
  server_name www.$zone;
  default_type text/html;
  rewrite ^/private/(.*)$ /made-up/\$1 last;
  location ~ "^/made-up/(.*)\\.html\$" {
    auth_basic "staff";
    auth_basic_user_file /etc/nginx/staff;
    try_files /none @private;
  }
  location @private { return 200 "private \$1\n"; }
  location ~ "^/(.*)-www\\.html\$" { return 200 "www \$1\n"; }
  location / { return 404; }
}
server {
  listen $LABCHECK_PARAM_web_port;
  server_name shop.$zone;
  default_type text/html;
  location ~ "^/(.*)-shop\\.html\$" { return 200 "shop \$1\n"; }
  location / { return 404; }
}
END
systemctl restart nginx
