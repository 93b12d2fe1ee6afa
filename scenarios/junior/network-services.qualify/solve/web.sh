#!/bin/bash
# Solves the role web: nginx with two sites by name, and a folder that asks for a password.
zone=$LABCHECK_PARAM_company.example
sites=$LABCHECK_PARAM_sites
mkdir -p "$sites/www/private" "$sites/shop"
echo "www" >"$sites/www/index.html"
echo "shop" >"$sites/shop/index.html"
echo "$LABCHECK_PARAM_staff_user:$(openssl passwd -apr1 "$LABCHECK_PARAM_staff_password")" >/etc/nginx/staff
chown root:www-data /etc/nginx/staff
chmod 640 /etc/nginx/staff
cat >/etc/nginx/sites-available/company <<END
server {
  listen $LABCHECK_PARAM_web_port;
  server_name www.$zone;
  root $sites/www;
  location /private/ {
    auth_basic "staff";
    auth_basic_user_file /etc/nginx/staff;
  }
}
server {
  listen $LABCHECK_PARAM_web_port;
  server_name shop.$zone;
  root $sites/shop;
}
END
rm -f /etc/nginx/sites-enabled/default
ln -sf /etc/nginx/sites-available/company /etc/nginx/sites-enabled/company
nginx -t -q
systemctl enable --quiet nginx
systemctl restart nginx
