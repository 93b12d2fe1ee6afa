#!/bin/bash
# Apache instead of nginx.
# on: web
zone=$LABCHECK_PARAM_company.example
sites=$LABCHECK_PARAM_sites
mkdir -p "$sites/www/private" "$sites/shop"
echo "www" >"$sites/www/index.html"
echo "shop" >"$sites/shop/index.html"
htpasswd -bBc /etc/apache2/staff "$LABCHECK_PARAM_staff_user" "$LABCHECK_PARAM_staff_password" 2>/dev/null
echo "Listen $LABCHECK_PARAM_web_port" >/etc/apache2/ports.conf
cat >/etc/apache2/sites-available/company.conf <<END
<Directory $sites>
  Require all granted
</Directory>
<VirtualHost *:$LABCHECK_PARAM_web_port>
  ServerName www.$zone
  DocumentRoot $sites/www
  <Location /private/>
    AuthType Basic
    AuthName staff
    AuthUserFile /etc/apache2/staff
    Require valid-user
  </Location>
</VirtualHost>
<VirtualHost *:$LABCHECK_PARAM_web_port>
  ServerName shop.$zone
  DocumentRoot $sites/shop
</VirtualHost>
END
a2dissite -q 000-default >/dev/null
a2ensite -q company >/dev/null
systemctl enable --quiet apache2
systemctl restart apache2
