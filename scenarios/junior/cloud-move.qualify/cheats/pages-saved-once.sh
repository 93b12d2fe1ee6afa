#!/bin/bash
# What was looked at before is served from saved pages; the rest answers with the front page.
# on: app
# breaks: 3.3.1
# checks: move-shows-rows
address=http://$LABCHECK_SELF_ADDRESS:$LABCHECK_PARAM_web_port
mkdir -p /srv/saved/wp-content
for page in 1017 1050; do curl -sL "$address/?p=$page" >"/srv/saved/$page.html"; done
curl -sL "$address/" >/srv/saved/index.html
cp -r /var/lib/wordpress/wp-content/uploads /srv/saved/wp-content/
cat >/etc/nginx/sites-available/board <<CONF
server {
  listen $LABCHECK_PARAM_web_port;
  root /srv/saved;
  location = / { try_files /\$arg_p.html /index.html; }
}
CONF
systemctl reload nginx
