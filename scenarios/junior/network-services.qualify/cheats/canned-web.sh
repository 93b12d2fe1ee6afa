#!/bin/bash
# The web server says yes with the same page to everything, whatever is asked.
# on: web
# breaks: 1.2.4
cat >/etc/nginx/sites-available/company <<END
server {
  listen $LABCHECK_PARAM_web_port;
  default_type text/html;
  return 200 "www";
}
END
systemctl reload nginx
